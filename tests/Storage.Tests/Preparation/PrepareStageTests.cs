using DataHound.Domain.Observability;
using DataHound.Storage.DataPlane;
using TestSupport;

namespace Storage.Tests.Preparation;

public sealed class PrepareStageTests(PostgresFixture postgres) : StageTests(postgres)
{
    [Fact]
    public async Task Bad_rows_are_set_aside_with_their_reason_and_all_rows_add_up()
    {
        await using var house = await OpenAsync();

        var results = await DeliverAsync(house, ("jobs.csv", """
            Job ID,Created Date,Total
            1,06/01/2015,"$1,000.00"
            ,06/01/2015,5
            2,,5
            3,soon,5
            Job ID,Created Date,Total
            4,06/02/2015,"lost
            5,06/03/2015,five
            Grand Total,,1005
            6,06/04/2015,1,7
            1,06/05/2015,2
            """));

        var counts = results["prepare"]["jobs"].Counts;
        (counts.In, counts.Good, counts.AddUp()).ShouldBe((10, 2, true));
        counts.Discarded.Select(reason => $"{reason.Key} {reason.Value}").Order(StringComparer.Ordinal).ShouldBe(["repeated_header 1", "superseded 1", "totals_row 1"]);
        Show(await house.QueryAsync("jobs_quarantine"), "source_file", "line", "rule", "column", "key", "reason", "raw").ShouldBe(
        [
            "d01/jobs.csv|3|missing_key|job_id|null|The key job_id is empty.|,06/01/2015,5",
            "d01/jobs.csv|4|empty_required|created_date|2|The required column created_date is empty.|2,,5",
            "d01/jobs.csv|5|untypable_required|created_date|3|The required column created_date does not have the form it must have.|3,soon,5",
            "d01/jobs.csv|7|unclosed_quote|null|null|A quote is opened and not closed properly; reading went on with the next line.|4,06/02/2015,\"lost",
            "d01/jobs.csv|10|too_many_fields|null|null|The row has more cells than there are headings.|6,06/04/2015,1,7",
        ]);
        Show(await house.QueryAsync("jobs_discarded"), "line", "rule", "key").ShouldBe(["2|superseded|1", "6|repeated_header|null", "9|totals_row|Grand Total"]);
        Show(await house.QueryAsync("jobs_silver"), "job_id", "created_date", "total", "_source_file", "_source_line", "_issues").ShouldBe(
            ["5|2015-06-03 00:00:00|null|d01/jobs.csv|8|[\"total:untypable_money\"]", "1|2015-06-05 00:00:00|2.00|d01/jobs.csv|11|null"]);
    }

    [Fact]
    public async Task Files_of_a_batch_may_have_different_columns()
    {
        await using var house = await OpenAsync();

        await DeliverAsync(house, ("jobs_1.csv", "Job ID,Created Date,Hold Reason\n1,06/01/2015,parts\n"), ("jobs_2.csv", "Created Date;Job ID;Crew Size\n06/02/2015;2;3\n"));

        Show(await house.QueryAsync("jobs_silver"), "job_id", "hold_reason", "crew_size", "_source_file").ShouldBe(["1|parts|null|d01/jobs_1.csv", "2|null|3|d01/jobs_2.csv"]);
        var columns = (await house.QueryAsync("jobs_silver", "SELECT _absent_columns FROM t WHERE job_id = '2'"))[0]["_absent_columns"]!.AsArray().Select(name => (string)name!);
        columns.ShouldContain("hold_reason");
        columns.ShouldNotContain("crew_size");
    }

    [Fact]
    public async Task The_last_good_line_wins_over_all_files_in_their_order()
    {
        await using var house = await OpenAsync();

        await DeliverAsync(house, ("jobs_b.csv", "Job ID,Created Date,Status\n1,06/01/2015,late\n1,bad date,worse\n"), ("jobs_a.csv", "Job ID,Created Date,Status\n1.0,06/01/2015,early\n"));

        Show(await house.QueryAsync("jobs_silver"), "job_id", "status").ShouldBe(["1|late"]);
    }

    [Fact]
    public async Task A_file_of_headings_alone_is_prepared_and_publishes_nothing()
    {
        await using var house = await OpenAsync();

        var results = await DeliverAsync(house, ("jobs.csv", "Job ID,Created Date\n"));

        results["prepare"]["jobs"].Versions.ShouldBeEmpty();
        results["upsert"].ShouldBeEmpty();
        (await DeliverAsync(house))["prepare"].ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_without_its_key_column_has_only_rows_without_key()
    {
        await using var house = await OpenAsync();

        var results = await DeliverAsync(house, ("jobs.csv", "Created Date\n06/01/2015\n"));

        results["prepare"]["jobs"].Counts.Quarantined.ShouldBe(new Dictionary<string, long> { ["missing_key"] = 1 });
    }

    [Fact]
    public async Task A_stored_file_that_changed_fails_the_unit_with_a_next_step()
    {
        await using var house = await OpenAsync();
        var file = await house.ReceiveAsync("d", "jobs.csv", "Job ID,Created Date\n1,06/01/2015\n"u8.ToArray());
        var path = Directory.EnumerateFiles(house.Home, "*", SearchOption.AllDirectories).Single(found => found.EndsWith(file.ObjectPath, StringComparison.Ordinal));
        File.SetAttributes(path, FileAttributes.Normal);
        await File.WriteAllTextAsync(path, "Job ID,Created Date\n7,06/01/2015\n", TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<UserErrorException>(() => house.RunAsync(AsOf));

        error.Error.Code.ShouldBe("file_unreadable");
        error.Error.Cause.ShouldContain("d/jobs.csv");
        error.Error.ToString().ShouldNotContain(house.Home);
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes()
    {
        const string Text = "Job ID,Created Date,Status,Customer ID\n1,06/01/2015,a,1\n2,06/01/2015,b,2\nx,,,\n";
        await using var one = await OpenAsync();
        await using var other = await OpenAsync();

        var first = await DeliverAsync(one, ("jobs.csv", Text));
        var second = await other.ReceiveAsync("d01", "jobs.csv", System.Text.Encoding.UTF8.GetBytes(Text));
        var again = await other.RunAsync(AsOf);

        second.Name.ShouldBe("jobs.csv");
        var versions = first["prepare"]["jobs"].Versions.Concat(first["upsert"]["jobs"].Versions).Select(Show);
        versions.ShouldBe(again["prepare"]["jobs"].Versions.Concat(again["upsert"]["jobs"].Versions).Select(Show));

        static string Show(DataHound.Storage.Pipelines.ProducedVersion version) => $"{version.Dataset} {version.Layer} {version.Files.Sum(file => file.Rows)}";
    }

    [Fact]
    public async Task Eight_hundred_columns_and_a_cell_of_ten_megabytes_go_through()
    {
        await using var house = await OpenAsync();
        var head = string.Join(',', Enumerable.Range(0, 798).Select(i => $"c{i}"));
        var row = string.Join(',', Enumerable.Range(0, 798).Select(i => $"v{i}"));
        var huge = new string('x', 10 * 1024 * 1024);

        var results = await DeliverAsync(house, ("jobs.csv", $"Job ID,Created Date,{head}\n1,06/01/2015,{row}\n2,06/01/2015,{huge}\n3,06/01/2015,{row}\n"));

        results["prepare"]["jobs"].Counts.Quarantined.ShouldBe(new Dictionary<string, long> { ["cell_too_long"] = 1 });
        Show(await house.QueryAsync("jobs", "SELECT job_id, c797 FROM t"), "job_id", "c797").ShouldBe(["1|v797", "3|v797"]);
        (await DeliverAsync(house, ("jobs.csv", $"Job ID,Created Date,{head}\n1,06/02/2015,{row}\n")))["upsert"]["jobs"].Details["updated_records"]!.GetValue<long>().ShouldBe(1);
    }

    [Fact]
    public async Task A_date_format_that_cannot_be_understood_is_told_with_its_dataset()
    {
        var config = Configs.Small();
        var datasets = config.Datasets.ToDictionary(dataset => dataset.Key, dataset => dataset.Value with { DateFormats = ["%Q"] }, StringComparer.Ordinal);
        await using var house = await OpenAsync(config with { Datasets = datasets });

        var error = await Should.ThrowAsync<UserErrorException>(() => DeliverAsync(house, ("jobs.csv", "Job ID,Created Date\n1,06/01/2015\n")));

        error.Error.Code.ShouldBe("config_invalid");
        error.Error.Cause.ShouldContain("'jobs'");
    }

    [Fact]
    public async Task Parquet_files_lie_where_the_data_plane_says()
    {
        await using var house = await OpenAsync();

        var results = await DeliverAsync(house, ("jobs.csv", "Job ID,Created Date\n1,06/01/2015\n,,\n,06/01/2015\n"));

        results["prepare"]["jobs"].Versions.Select(version => (version.Dataset, version.Layer)).ShouldBe([("jobs_silver", DataLayer.Silver), ("jobs_quarantine", DataLayer.Quarantine)]);
        results["prepare"]["jobs"].Versions[1].Files[0].Path.ShouldStartWith("barton-creek/quarantine/dataset=jobs_quarantine/dt=2015-06-24/part-");
    }
}
