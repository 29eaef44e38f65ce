using DataHound.Domain.Observability;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Lineage;
using DataHound.Storage.DataPlane.Schemas;
using Storage.Tests.Preparation;
using TestSupport;

namespace Storage.Tests.DataPlane.Lineage;

public sealed class DataLineageTests(PostgresFixture postgres) : StageTests(postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_master_table_leads_back_to_its_batches_and_their_files()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("jobs_a.csv", "Job ID,Created Date\n1,06/01/2015\n"));
        await DeliverAsync(house, ("jobs_b.csv", "Job ID,Created Date\n2,06/01/2015\n"));
        var master = (await house.Catalog.FindCurrentAsync(StageHouse.Company, "jobs", Token))!;

        var nodes = (await house.Get<IDataLineage>().OfVersionAsync(master, depth: 10, limit: 100, cursor: null, Token)).Items;

        nodes.Select(node => $"{node.Depth} {node.Version.Dataset} {node.Version.VersionTag} {string.Join(',', node.Sources.Select(file => file.Name))}").ShouldBe(
            ["0 jobs v000002 ", "1 jobs v000001 ", "1 jobs_silver v000002 jobs_b.csv", "2 jobs_silver v000001 jobs_a.csv"]);
        var first = await house.Get<IDataLineage>().OfVersionAsync(master, depth: 10, limit: 3, cursor: null, Token);
        var second = await house.Get<IDataLineage>().OfVersionAsync(master, depth: 10, limit: 3, first.NextCursor, Token);
        first.Items.Concat(second.Items).Select(node => node.Version.Id).ShouldBe(nodes.Select(node => node.Version.Id));
        second.NextCursor.ShouldBeNull();
        (await house.Get<IDataLineage>().OfVersionAsync(master, depth: 1, limit: 100, cursor: null, Token)).Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_row_leads_back_to_its_file_and_line()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("jobs_a.csv", "Job ID,Created Date,Status\n1,06/01/2015,Open\n2,06/01/2015,Open\n"));
        await DeliverAsync(house, ("jobs_b.csv", "Job ID,Created Date,Status\n9,06/01/2015,Open\n2,06/01/2015,Completed\n"));
        var master = (await house.Catalog.FindCurrentAsync(StageHouse.Company, "jobs", Token))!;

        var steps = (await house.Get<IDataLineage>().OfRowAsync(master, "2", Token)).ShouldNotBeNull();

        var step = steps.ShouldHaveSingleItem();
        (step.SourceFile, step.SourceLine, step.File!.Name, step.RunId).ShouldBe(("d02/jobs_b.csv", 3, "jobs_b.csv", master.ProducedByRunId));
        (await house.Get<IDataLineage>().OfRowAsync(master, "nobody", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Rows_of_a_dataset_without_a_key_cannot_be_asked_for()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("jobs_a.csv", "Job ID,Created Date\n1,06/01/2015\n"));
        var changes = (await house.Catalog.FindCurrentAsync(StageHouse.Company, "jobs_changes", Token))!;

        (await Should.ThrowAsync<UserErrorException>(() => house.Get<IDataLineage>().OfRowAsync(changes, "1", Token))).Error.Code.ShouldBe("row_without_key");
    }

    [Fact]
    public async Task Drift_is_recorded_with_the_commit_and_listed_newest_first_page_by_page()
    {
        await using var house = await OpenAsync();
        await DeliverAsync(house, ("jobs_a.csv", "Job ID,Created Date,Hold Reason\n1,06/01/2015,x\n"));
        var log = house.Get<ISchemaDriftLog>();

        var all = (await log.ListAsync(StageHouse.Company, "jobs", runId: null, 100, null, Token)).Items;

        all.ShouldContain(item => item.Drift.Column == "hold_reason" && item.Drift.SourceFile == "d01/jobs_a.csv" && item.Drift.Rows == 1);
        var first = await log.ListAsync(StageHouse.Company, "jobs", all[0].RunId, 2, null, Token);
        var second = await log.ListAsync(StageHouse.Company, "jobs", all[0].RunId, 100, first.NextCursor, Token);
        first.Items.Concat(second.Items).ShouldBe(all);
        (await log.ListAsync(StageHouse.Company, "calls", null, 100, null, Token)).Items.ShouldBeEmpty();
    }
}
