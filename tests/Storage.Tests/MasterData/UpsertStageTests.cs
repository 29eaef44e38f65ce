using Storage.Tests.Preparation;
using TestSupport;

namespace Storage.Tests.MasterData;

public sealed class UpsertStageTests(PostgresFixture postgres) : StageTests(postgres)
{
    private const string Head = "Job ID,Created Date,Status,Total\n";

    [Fact]
    public async Task A_null_overwrites_and_a_value_that_fails_to_type_does_not()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("jobs.csv", $"{Head}1,06/01/2015,Open,10\n2,06/01/2015,Open,20\n"));

        var results = await DeliverAsync(house, ("jobs.csv", $"{Head}1,06/01/2015,n/a,10.00\n2,06/01/2015,Open,soon\n"));

        Show(await house.QueryAsync("jobs"), "job_id", "status", "total", "_first_seen_at", "_updated_at").ShouldBe(
            ["2|Open|20.00|2015-06-24 20:00:00|2015-06-24 20:00:00", "1|null|10.00|2015-06-24 20:00:00|2015-06-25 20:00:00"]);
        var details = results["upsert"]["jobs"].Details.ToDictionary(count => count.Key, count => (long)count.Value!);
        details.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}").ShouldBe(
            ["changed_cells 1", "examined 2", "gold_rows 2", "new_records 0", "total_changes 1", "unchanged 1", "updated_records 1"]);
        Show(await house.QueryAsync("jobs_changes"), "key", "kind", "column", "old", "new").ShouldBe(["1|update|status|Open|null"]);
    }

    [Fact]
    public async Task Equal_values_written_otherwise_are_no_change_but_case_is()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("jobs.csv", $"{Head}1,06/01/2015,Open,\"$1,000.00\"\n"));

        var results = await DeliverAsync(house, ("jobs.csv", $"{Head}1.0,2015-06-01T00:00:00, Open ,1000\n"));
        results["upsert"]["jobs"].Versions.ShouldBeEmpty();

        await DeliverAsync(house, ("jobs.csv", $"{Head}1,06/01/2015,OPEN,1000\n"));
        Show(await house.QueryAsync("jobs_changes"), "column", "old", "new").ShouldBe(["status|Open|OPEN"]);
    }

    [Fact]
    public async Task Columns_that_the_batch_lacks_keep_their_value_and_new_ones_count_as_changed()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("jobs.csv", "Job ID,Created Date,Status,Crew\n1,06/01/2015,Open,A\n2,06/01/2015,Open,B\n"));

        var results = await DeliverAsync(house, ("jobs.csv", "Job ID,Created Date,Team\n1,06/01/2015,North\n3,06/01/2015,South\n"));

        Show(await house.QueryAsync("jobs"), "job_id", "status", "crew", "team").ShouldBe(["2|Open|B|null", "1|Open|A|North", "3|null|null|South"]);
        ((long)results["upsert"]["jobs"].Details["changed_cells"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_with_a_file_that_lacks_a_column_blanks_nothing()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("jobs.csv", $"{Head}1,06/01/2015,Open,10\n2,06/01/2015,Open,20\n"));

        await DeliverAsync(house, ("jobs_1.csv", "Job ID,Created Date,Status\n1,06/01/2015,Done\n"), ("jobs_2.csv", "Job ID,Created Date,Total\n2,06/01/2015,25\n"));

        Show(await house.QueryAsync("jobs"), "job_id", "status", "total").ShouldBe(["1|Done|10.00", "2|Open|25.00"]);
    }

    [Fact]
    public async Task Rows_absent_from_the_batch_stay()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("location.csv", "Location ID,Name\n1,a\n2,b\n"));

        await DeliverAsync(house, ("location.csv", "Location ID,Name\n2,c\n"));

        Show(await house.QueryAsync("locations"), "location_id", "name", "_missing_since").ShouldBe(["1|a|null", "2|c|null"]);
    }

    [Fact]
    public async Task Rows_absent_from_a_full_snapshot_are_marked_and_unmarked_when_they_return()
    {
        await using var house = await OpenAsync(Configs.Small(snapshot: true));
        await DeliverAsync(house, ("location.csv", "Location ID,Name\n1,a\n2,b\n"));

        await DeliverAsync(house, ("location.csv", "Location ID,Name\n2,b\n"));
        Show(await house.QueryAsync("locations"), "location_id", "_missing_since").ShouldBe(["1|2015-06-25 20:00:00", "2|null"]);

        (await DeliverAsync(house, ("location.csv", "Location ID,Name\n2,b\n\n")))["upsert"]["locations"].Versions.ShouldBeEmpty();

        await DeliverAsync(house, ("location.csv", "Location ID,Name\n2,b\n1,a\n"));
        Show(await house.QueryAsync("locations"), "location_id", "_missing_since", "_updated_at").ShouldBe(["1|null|2015-06-24 20:00:00", "2|null|2015-06-24 20:00:00"]);
    }

    [Fact]
    public async Task A_system_age_is_known_since_its_present_value_appeared()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("location.csv", "Location ID,Name,Current System Age\n1,a,10\n2,b,\n3,c,7\n"));

        await DeliverAsync(house, ("location.csv", "Location ID,Name,Current System Age\n1,x,10\n2,b,4\n3,c,old\n"));
        await DeliverAsync(house, ("location.csv", "Location ID,Name,Current System Age\n3,c,n/a\n"));

        Show(await house.QueryAsync("locations"), "location_id", "current_system_age", "_current_system_age_since").ShouldBe(
            ["1|10|2015-06-24 20:00:00", "2|4|2015-06-25 20:00:00", "3|null|null"]);
    }

    [Fact]
    public async Task Lists_are_compared_and_logged_as_lists()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("customer.csv", "Customer ID,Phones\n1,512-555-0001\n2,\n"));

        await DeliverAsync(house, ("customer.csv", "Customer ID,Phones\n1,(512) 555-0001; 5125550002\n2,n/a\n"));

        Show(await house.QueryAsync("customers_changes"), "key", "column", "old", "new").ShouldBe(["""1|phones|["5125550001"]|["5125550001","5125550002"]"""]);
    }

    [Fact]
    public async Task A_row_has_the_same_hash_in_silver_and_gold_and_another_when_it_changes()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("jobs.csv", $"{Head}1,06/01/2015,Open,10\n"));
        var silver = (await house.QueryAsync("jobs_silver"))[0]["_row_hash"]!.ToString();
        var gold = (await house.QueryAsync("jobs"))[0]["_row_hash"]!.ToString();

        await DeliverAsync(house, ("jobs.csv", $"{Head}1,06/01/2015,Done,10\n"));
        var changed = (await house.QueryAsync("jobs"))[0]["_row_hash"]!.ToString();
        var changedSilver = (await house.QueryAsync("jobs_silver"))[0]["_row_hash"]!.ToString();

        gold.ShouldBe(silver);
        changed.ShouldBe(changedSilver);
        changed.ShouldNotBe(gold);
    }
}
