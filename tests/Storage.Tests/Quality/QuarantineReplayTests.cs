using System.Text;
using DataHound.Domain.Observability;
using DataHound.Domain.Quality;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Reading;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Quality;
using Storage.Tests.DataPlane.Objects;
using Storage.Tests.Preparation;
using TestSupport;

namespace Storage.Tests.Quality;

public sealed class QuarantineReplayTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Company = StageHouse.Company;
    private const string Jobs = "Job ID,Created Date,Status,Note\n1,01/02/2015,Completed,\"a, \"\"quoted\"\" note\"\n2,,Completed,\"two\nlines, kept\"\n3,someday,Open,x\n,01/03/2015,Open,y\n4,01/04/2015,Open,\"never closed\n";
    private static readonly DateTimeOffset Day = new(2015, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Initiator By = new("ann", Reason: "typing errors");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reasons_count_the_open_rows_per_rule_and_show_samples()
    {
        await using var house = await DeliveredAsync();
        var reasons = await ReasonsAsync(house);
        reasons.Select(reason => $"{reason.Dataset} {reason.Rule} {reason.Column} {reason.Rows}").ShouldBe(
            ["jobs empty_required created_date 1", "jobs missing_key job_id 1", "jobs unclosed_quote  1", "jobs untypable_required created_date 1"], ignoreOrder: true);
        var sample = reasons.First(reason => reason.Rule == "untypable_required").Samples.ShouldHaveSingleItem()!;
        sample["raw"]!.GetValue<string>().ShouldBe("3,someday,Open,x");
        sample["source_file"]!.GetValue<string>().ShouldBe("day1/jobs.csv");
        var first = await house.Get<IQuarantine>().ListReasonsAsync(Company, null, 1, 3, null, Token);
        var second = await house.Get<IQuarantine>().ListReasonsAsync(Company, null, 1, 3, first.NextCursor, Token);
        (first.Items.Count, second.Items.Count, second.NextCursor).ShouldBe((3, 1, null));
    }

    [Fact]
    public async Task Corrected_rows_go_through_a_normal_run_and_their_other_cells_stay_as_they_came()
    {
        await using var house = await DeliveredAsync();
        var rows = await RowsAsync(house);
        await CorrectAsync(house, rows["2"], ("Created Date", "01/05/2015"));
        var replay = await ReplayAsync(house, new QuarantineSelection { Rows = [rows["2"]] });
        (replay.Status, replay.Rows, replay.LeftOpen).ShouldBe((QuarantineReplayStatus.Received, 1L, 0L));

        var run = await house.RunAsync(Day.AddDays(1));

        var counts = run["prepare"]["jobs"].Counts;
        (counts.In, counts.Good).ShouldBe((1L, 1L));
        var job = (await house.QueryAsync("jobs", "SELECT created_date, note, status, _source_file FROM t WHERE job_id = '2'")).ShouldHaveSingleItem();
        job["note"]!.GetValue<string>().ShouldBe("two\nlines, kept");
        job["created_date"]!.GetValue<string>().ShouldStartWith("2015-01-05");
        job["_source_file"]!.GetValue<string>().ShouldBe($"replay-{replay.Id:N}-1/jobs.csv");
        (await StatusAsync(house, rows["2"])).ShouldSatisfyAllConditions(
            status => status.State.ShouldBe(QuarantineRowState.Replayed),
            status => status.ReplayId.ShouldBe(replay.Id),
            status => status.ReplayRecord.ShouldBe(1),
            status => status.Cells.ShouldHaveSingleItem().Value.ShouldBe("01/05/2015"));
        (await house.QueryAsync("jobs_quarantine", "SELECT raw FROM t WHERE line = 3")).ShouldHaveSingleItem()["raw"]!.GetValue<string>().ShouldBe("2,,Completed,\"two\nlines, kept\"");
    }

    [Fact]
    public async Task A_second_replay_finds_nothing_new_and_nothing_is_merged_twice()
    {
        await using var house = await DeliveredAsync();
        var rows = await RowsAsync(house);
        await CorrectAsync(house, rows["2"], ("created_date", "01/05/2015"));
        await ReplayAsync(house, new QuarantineSelection { Rows = [rows["2"]] });
        await house.RunAsync(Day.AddDays(1));
        var before = await house.Catalog.FindCurrentAsync(Company, "jobs", Token);

        (await house.Get<IQuarantineReplays>().BeginAsync(Request(new QuarantineSelection { Rows = [rows["2"]] }), Token)).ShouldBeNull();
        var run = await house.RunAsync(Day.AddDays(2));

        run["ingest"].ShouldBeEmpty();
        (await house.Catalog.FindCurrentAsync(Company, "jobs", Token))!.VersionTag.ShouldBe(before!.VersionTag);
    }

    [Fact]
    public async Task A_row_that_fails_again_is_quarantined_again_and_linked_and_can_be_replayed_once_more()
    {
        await using var house = await DeliveredAsync();
        var rows = await RowsAsync(house);
        var replay = await ReplayAsync(house, new QuarantineSelection { Rules = ["untypable_required"] });
        var counts = (await house.RunAsync(Day.AddDays(1)))["prepare"]["jobs"].Counts;
        (counts.In, counts.Good, counts.Quarantined["untypable_required"]).ShouldBe((1L, 0L, 1L));

        var again = (await RowsAsync(house))["3"];
        again.ShouldNotBe(rows["3"]);
        (await StatusAsync(house, again, $"replay-{replay.Id:N}-1/jobs.csv", 1)).ReplayOf.ShouldBe(rows["3"]);
        (await ReasonsAsync(house)).First(reason => reason.Rule == "untypable_required").Rows.ShouldBe(1);

        // The bytes are those of the replay before: they must not count as a duplicate.
        await ReplayAsync(house, new QuarantineSelection { Rows = [again] });
        (await house.RunAsync(Day.AddDays(2)))["prepare"]["jobs"].Counts.In.ShouldBe(1);
    }

    [Fact]
    public async Task A_spoilt_record_stays_open_until_all_its_cells_are_given()
    {
        await using var house = await DeliveredAsync();
        var spoilt = new QuarantineSelection { Rules = ["unclosed_quote"] };
        var replay = await ReplayAsync(house, spoilt);
        (replay.Status, replay.Rows, replay.LeftOpen).ShouldBe((QuarantineReplayStatus.Empty, 0L, 1L));
        var row = (await ReasonsAsync(house)).First(reason => reason.Rule == "unclosed_quote").Samples[0]!["id"]!.GetValue<string>();
        QuarantineRowId.TryParse(row, out var id).ShouldBeTrue();

        await CorrectAsync(house, id, ("Job ID", "4"), ("Created Date", "01/04/2015"), ("Status", "Open"));
        await ReplayAsync(house, spoilt);
        await house.RunAsync(Day.AddDays(1));

        (await house.QueryAsync("jobs", "SELECT status, note FROM t WHERE job_id = '4'")).ShouldHaveSingleItem()["status"]!.GetValue<string>().ShouldBe("Open");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_of_a_received_file_that_is_gone_or_damaged_stay_open_and_the_others_go_on(bool missing)
    {
        await using var house = await DeliveredAsync();
        await house.ReceiveAsync("day2", "jobs.csv", "Job ID,Created Date,Status,Note\n7,nonsense,Open,z\n"u8.ToArray());
        await house.RunAsync(Day.AddDays(1));
        var received = (await house.Files.ListAsync(Company, 10, null, Token)).Items.First(file => file.Delivery == "day1");
        using (var local = await house.Get<IObjectStore>().OpenLocalAsync(received.ObjectPath, Token))
        {
            if (missing)
                File.Delete(local.File);
            else
                await Damage.FileAsync(local.File, Damage.Flip);
        }

        var replay = await ReplayAsync(house, new QuarantineSelection { Rules = ["untypable_required"] });

        (replay.Status, replay.Rows, replay.LeftOpen).ShouldBe((QuarantineReplayStatus.Received, 1L, 1L));
        (await ReasonsAsync(house)).First(reason => reason.Rule == "untypable_required").Samples.ShouldHaveSingleItem()!["source_file"]!.GetValue<string>().ShouldBe("day1/jobs.csv");
        QuarantineRowId.TryParse((await ReasonsAsync(house)).First(reason => reason.Rule == "untypable_required").Samples[0]!["id"]!.GetValue<string>(), out var id).ShouldBeTrue();
        (await Should.ThrowAsync<UserErrorException>(() => CorrectAsync(house, id, ("Created Date", "01/05/2015")))).Error.Code.ShouldBe("received_file_damaged");
    }

    [Fact]
    public async Task A_replay_that_was_cut_off_goes_on_without_receiving_anything_twice()
    {
        await using var house = await DeliveredAsync();
        var replays = house.Get<IQuarantineReplays>();
        var request = Request(new QuarantineSelection { Rules = ["untypable_required"] }) with { Key = "k" };
        var begun = (await replays.BeginAsync(request, Token)).ShouldNotBeNull();
        (await replays.BeginAsync(request, Token))!.Id.ShouldBe(begun.Id);
        (await replays.ListUnfinishedAsync(begun.CreatedAt.AddHours(1), 10, Token)).ShouldHaveSingleItem().Id.ShouldBe(begun.Id);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => replays.ReceiveAsync(Company, begun.Id, Token)));

        // As after a crash between the receipt and its note.
        await house.Get<ControlPlaneDatabase>().Source.CreateCommand(
            "UPDATE control.quarantine_batches SET status = 'claimed'; UPDATE control.quarantine_rows SET replay_file = NULL, replay_record = NULL WHERE state = 'replayed'").ExecuteNonQueryAsync(Token);
        (await replays.ReceiveAsync(Company, begun.Id, Token)).Files.ShouldHaveSingleItem().Rows.ShouldBe(1);

        (await house.Files.ListNewAsync(Company, Token)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_dismissed_row_is_neither_listed_as_a_reason_nor_replayed_nor_corrected()
    {
        await using var house = await DeliveredAsync();
        var rows = await RowsAsync(house);
        var quarantine = house.Get<IQuarantine>();
        (await quarantine.DismissAsync(Company, new QuarantineSelection { Rules = ["untypable_required"] }, By, Token)).ShouldBe(1);
        (await quarantine.DismissAsync(Company, new QuarantineSelection { Rules = ["untypable_required"] }, By, Token)).ShouldBe(0);
        (await ReasonsAsync(house)).ShouldNotContain(reason => reason.Rule == "untypable_required");
        (await house.Get<IQuarantineReplays>().BeginAsync(Request(new QuarantineSelection { Rows = [rows["3"]] }), Token)).ShouldBeNull();
        (await Should.ThrowAsync<UserErrorException>(() => CorrectAsync(house, rows["3"], ("Created Date", "x")))).Error.Code.ShouldBe("row_not_open");
        var acts = await house.Get<IAuditLog>().ListAsync(new AuditQuery { Company = Company, Limit = 10 }, Token);
        acts.Items.First(act => act.Act.Action == "quarantine.dismiss").Act.By.Reason.ShouldBe("typing errors");
    }

    [Fact]
    public async Task Corrections_of_unknown_rows_and_columns_are_refused()
    {
        await using var house = await DeliveredAsync();
        var rows = await RowsAsync(house);
        (await Should.ThrowAsync<UserErrorException>(() => CorrectAsync(house, rows["3"], ("Created", "x")))).Error.Code.ShouldBe("column_unknown");
        (await Should.ThrowAsync<UserErrorException>(() => CorrectAsync(house, rows["3"] with { Number = 999 }, ("Created Date", "x")))).Error.Code.ShouldBe("row_unknown");
        (await Should.ThrowAsync<UserErrorException>(() => house.Get<IQuarantine>().CorrectAsync(
            "another", [new QuarantineCorrection { Row = rows["3"], Cells = new Dictionary<string, string?> { ["Status"] = "x" } }], By, Token))).Error.Code.ShouldBe("row_unknown");
    }

    private async Task<StageHouse> DeliveredAsync()
    {
        var house = await StageHouse.OpenAsync(postgres, Configs.Small());
        await house.ReceiveAsync("day1", "jobs.csv", Encoding.UTF8.GetBytes(Jobs));
        var counts = (await house.RunAsync(Day))["prepare"]["jobs"].Counts;
        (counts.In, counts.Good, counts.Quarantined.Values.Sum()).ShouldBe((5L, 1L, 4L));
        return house;
    }

    /// <summary>The rows of the newest quarantine batch by key.</summary>
    private static async Task<Dictionary<string, QuarantineRowId>> RowsAsync(StageHouse house)
    {
        var version = (await house.Catalog.FindCurrentAsync(Company, "jobs_quarantine", Token)).ShouldNotBeNull();
        var page = await house.Get<IDatasetReader>().ReadAsync(version, 100, null, Token);
        return page.Items.Select((row, index) => (Key: row["key"]?.GetValue<string>(), Id: new QuarantineRowId(version.Id, index))).Where(row => row.Key is not null).ToDictionary(row => row.Key!, row => row.Id, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<QuarantineReason>> ReasonsAsync(StageHouse house) => (await house.Get<IQuarantine>().ListReasonsAsync(Company, null, 3, 100, null, Token)).Items;

    private static async Task<QuarantineRowStatus> StatusAsync(StageHouse house, QuarantineRowId row, string file = "", long record = 0) =>
        (await house.Get<IQuarantine>().DescribeAsync(Company, [(row, file, record)], Token)).ShouldHaveSingleItem();

    private static Task CorrectAsync(StageHouse house, QuarantineRowId row, params ReadOnlySpan<(string Column, string Value)> cells)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (column, value) in cells)
            values[column] = value;
        return house.Get<IQuarantine>().CorrectAsync(Company, [new QuarantineCorrection { Row = row, Cells = values }], By, Token);
    }

    private static QuarantineReplayRequest Request(QuarantineSelection selection) => new()
    {
        Company = Company,
        Selection = selection,
        Run = new QuarantineReplayRun { Pipeline = "field-service", Stages = ["ingest", "prepare", "upsert"], AsOf = Day },
        By = By,
    };

    private static async Task<QuarantineReplay> ReplayAsync(StageHouse house, QuarantineSelection selection)
    {
        var replays = house.Get<IQuarantineReplays>();
        var begun = (await replays.BeginAsync(Request(selection), Token)).ShouldNotBeNull();
        return await replays.ReceiveAsync(Company, begun.Id, Token);
    }
}
