using System.Text;
using System.Text.Json.Nodes;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Pipelines.Plans;
using Storage.Tests.Preparation;
using TestSupport;

namespace Storage.Tests.Pipelines;

public sealed class RunPlannerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Heading = "Job ID,Created Date,Status\n";
    private static readonly DateTimeOffset Day = new(2015, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Stages = ["ingest", "prepare", "upsert"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_tells_what_the_run_then_does()
    {
        await using var house = await WaitingAsync();
        var plan = await house.Get<IRunPlanner>().PlanAsync(Context, Stages, Token);
        plan.Error.ShouldBeNull();

        var run = await house.RunAsync(Day.AddDays(1));

        var prepared = plan.Stages[1].Units.Single(unit => unit.Unit == "jobs");
        prepared.Reads.Select(read => (read.Name, read.Bytes > 0)).ShouldBe([("day2/jobs.csv", true)]);
        (prepared.Counts.In, prepared.Counts.Good, prepared.Counts.Quarantined["empty_required"], prepared.Counts.Discarded["superseded"]).ShouldBe((5L, 3L, 1L, 1L));
        prepared.Counts.Good.ShouldBe(run["prepare"]["jobs"].Counts.Good);
        var merged = plan.Stages[2].Units.ShouldHaveSingleItem();
        merged.Reads.Select(read => $"{read.Name} {read.Rows}").ShouldBe(["jobs@v000001 2", "jobs_silver@v000002 3"]);
        JsonNode.DeepEquals(merged.Details, run["upsert"]["jobs"].Details).ShouldBeTrue(merged.Details.ToJsonString());
        merged.Writes.Select(write => $"{write.Dataset} {write.Before} {write.RowsBefore} -> {write.Version} {write.Rows}").ShouldBe(["jobs v000001 2 -> v000002 3", "jobs_changes v000001 2 -> v000002 2"]);
        merged.Writes[1].Changes.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { ["*"] = 1, ["status"] = 1 });
        (await house.Catalog.FindCurrentAsync(StageHouse.Company, "jobs", Token))!.VersionTag.ShouldBe("v000002");
    }

    [Fact]
    public async Task A_plan_leaves_every_table_every_object_and_the_work_folder_as_they_were()
    {
        await using var house = await WaitingAsync();
        var before = await PictureAsync(house);
        var folders = Directory.GetDirectories(house.Engine.WorkDirectory).Length;

        await house.Get<IRunPlanner>().PlanAsync(Context, Stages, Token);

        (await PictureAsync(house)).ShouldBe(before);
        Directory.GetDirectories(house.Engine.WorkDirectory).Length.ShouldBe(folders);
    }

    [Fact]
    public async Task A_plan_names_the_error_with_which_the_run_would_fail()
    {
        await using var house = await WaitingAsync();
        var plan = await house.Get<IRunPlanner>().PlanAsync(Context, ["ingest", "nonsense"], Token);
        (plan.Stages.Count, plan.Error!.Code).ShouldBe((1, "stage_unknown"));
    }

    private static StageContext Context => new() { RunId = $"{StageHouse.Company}:field-service:plan", Company = StageHouse.Company, Pipeline = "field-service", AsOf = Day.AddDays(1) };

    /// <summary>One delivery run, another received.</summary>
    private async Task<StageHouse> WaitingAsync()
    {
        var house = await StageHouse.OpenAsync(postgres, Configs.Small());
        await house.ReceiveAsync("day1", "jobs.csv", Encoding.UTF8.GetBytes($"{Heading}1,01/02/2015,Open\n2,01/03/2015,Open\n"));
        await house.RunAsync(Day);
        await house.ReceiveAsync("day2", "jobs.csv", Encoding.UTF8.GetBytes($"{Heading}1,01/02/2015,Completed\n2,01/03/2015,Open\n3,01/04/2015,Old\n3,01/04/2015,New\n4,,Open\n"));
        return house;
    }

    /// <summary>A checksum of every table's rows and of every object.</summary>
    private static async Task<IReadOnlyList<string>> PictureAsync(StageHouse house)
    {
        var source = house.Get<ControlPlaneDatabase>().Source;
        var tables = await source.Command("SELECT table_name FROM information_schema.tables WHERE table_schema = 'control' AND table_type = 'BASE TABLE' ORDER BY table_name").ListAsync(reader => reader.GetString(0), Token);
        var picture = new List<string>();
        foreach (var table in tables)
            picture.Add($"{table} {await source.Command($"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM control.\"{table}\" t").ScalarAsync<string>(Token)}");
        await foreach (var item in house.Get<IObjectStore>().ListAsync($"{StageHouse.Company}/", Token))
            picture.Add($"{item.Path} {item.Bytes} {(await house.Get<IObjectStore>().FindAsync(item.Path, Token))!.Sha256}");
        picture.Count.ShouldBeGreaterThan(tables.Count);
        return picture;
    }
}
