using DataHound.Domain.Observability;
using DataHound.Domain.Preparation;
using DataHound.Storage.Pipelines;
using TestSupport;

namespace Storage.Tests.Preparation;

public sealed class SchemaContractTests(PostgresFixture postgres) : StageTests(postgres)
{
    private const string Jobs = "Job ID,Created Date,Total,Hold Reason\n1,06/01/2015,5,parts\n2,06/01/2015,7,\n3,06/01/2015,many,\n";

    [Fact]
    public async Task Without_a_contract_new_columns_are_kept_and_what_does_not_type_is_null()
    {
        await using var house = await OpenAsync(With(new DatasetContract()));

        var result = (await DeliverAsync(house, ("jobs.csv", Jobs)))["prepare"]["jobs"];

        result.Counts.Good.ShouldBe(3);
        Show(await house.QueryAsync("jobs_silver"), "job_id", "total", "hold_reason").ShouldBe(["1|5.00|parts", "2|7.00|null", "3|null|null"]);
        Drift(result).ShouldBe(["hold_reason NewColumn Evolve 3", "total Type DiscardValue 1"]);
    }

    [Fact]
    public async Task A_discarded_value_leaves_the_new_column_out()
    {
        await using var house = await OpenAsync(With(new DatasetContract { NewColumns = "discard_value" }));

        var result = (await DeliverAsync(house, ("jobs.csv", Jobs)))["prepare"]["jobs"];

        result.Counts.Good.ShouldBe(3);
        (await house.QueryAsync("jobs_silver"))[0].ContainsKey("hold_reason").ShouldBeFalse();
        Drift(result).ShouldContain("hold_reason NewColumn DiscardValue 3");
    }

    [Fact]
    public async Task Discarded_rows_have_a_reason_and_all_rows_add_up()
    {
        await using var house = await OpenAsync(With(new DatasetContract { NewColumns = "discard_row", Types = "discard_row" }));

        var result = (await DeliverAsync(house, ("jobs.csv", Jobs)))["prepare"]["jobs"];

        (result.Counts.In, result.Counts.Good, result.Counts.AddUp()).ShouldBe((3, 1, true));
        Show(await house.QueryAsync("jobs_discarded"), "line", "rule", "key", "raw").ShouldBe(["2|contract_new_column|1|1,06/01/2015,5,parts", "4|contract_type|3|3,06/01/2015,many,"]);
        Drift(result).ShouldBe(["hold_reason NewColumn DiscardRow 3", "total Type DiscardRow 1"]);
    }

    [Fact]
    public async Task An_evolving_type_keeps_the_text_beside_the_column()
    {
        await using var house = await OpenAsync(With(new DatasetContract { Columns = Column("total", new ColumnContract { Type = "evolve" }) }));

        await DeliverAsync(house, ("jobs.csv", Jobs));

        Show(await house.QueryAsync("jobs"), "job_id", "total", "total_raw").Order(StringComparer.Ordinal).ShouldBe(["1|5.00|null", "2|7.00|null", "3|null|many"]);
    }

    [Theory]
    [InlineData("freeze", "evolve", "evolve", "hold_reason")]
    [InlineData("evolve", "freeze", "evolve", "customer_id")]
    [InlineData("evolve", "evolve", "freeze", "total")]
    public async Task A_frozen_schema_stops_the_dataset_and_names_file_and_column(string added, string missing, string types, string column)
    {
        await using var house = await OpenAsync(With(new DatasetContract { NewColumns = added, MissingColumns = missing, Types = types }));

        var error = (await Should.ThrowAsync<UserErrorException>(() => DeliverAsync(house, ("jobs.csv", Jobs)))).Error;

        error.Code.ShouldBe("schema_frozen");
        error.Cause.ShouldContain("jobs.csv");
        error.Cause.ShouldContain($"'{column}'");
        error.Cause.ShouldNotContain("many");
    }

    [Fact]
    public async Task Rows_of_a_file_that_lacks_a_column_can_be_discarded_and_other_files_go_on()
    {
        await using var house = await OpenAsync(With(new DatasetContract { Columns = Column("total", new ColumnContract { Missing = "discard_row" }) }));

        var result = (await DeliverAsync(house, ("jobs_1.csv", "Job ID,Created Date,Total\n1,06/01/2015,5\n"), ("jobs_2.csv", "Job ID,Created Date\n2,06/01/2015\n")))["prepare"]["jobs"];

        (result.Counts.In, result.Counts.Good, result.Counts.Discarded["contract_missing_column"]).ShouldBe((2, 1, 1));
        Show(await house.QueryAsync("jobs_silver"), "job_id").ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_missing_column_is_recorded_as_drift()
    {
        await using var house = await OpenAsync(With(new DatasetContract()));

        var result = (await DeliverAsync(house, ("jobs.csv", Jobs)))["prepare"]["jobs"];

        result.Drift.Where(drift => drift.Kind is DriftKind.MissingColumn).Select(drift => drift.Column).ShouldContain("customer_id");
        result.Details["drift"]!.AsArray().Count.ShouldBe(result.Drift.Count);
    }

    private static ExtractionConfig With(DatasetContract contract)
    {
        var small = Configs.Small();
        return small with { Datasets = new Dictionary<string, DatasetExtraction>(small.Datasets, StringComparer.Ordinal) { ["jobs"] = small.Datasets["jobs"] with { Contract = contract } } };
    }

    private static Dictionary<string, ColumnContract> Column(string name, ColumnContract contract) => new(StringComparer.Ordinal) { [name] = contract };

    private static IEnumerable<string> Drift(StageUnitResult result) =>
        result.Drift.Where(drift => drift.Kind is not DriftKind.MissingColumn).Select(drift => FormattableString.Invariant($"{drift.Column} {drift.Kind} {drift.Action} {drift.Rows}"));
}
