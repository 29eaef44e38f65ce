using System.Text;
using DataHound.Storage.Ingestion;
using Storage.Tests.Preparation;
using TestSupport;

namespace Storage.Tests.Ingestion.Stage;

public sealed class IngestStageTests(PostgresFixture postgres) : StageTests(postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_received_file_is_said_to_be_what_it_is_and_the_good_ones_go_on()
    {
        await using var house = await OpenAsync();
        ReceivedFile[] received =
        [
            await house.ReceiveAsync("d", "jobs.csv", "Job ID,Created Date\n1,06/01/2015\n"u8.ToArray()),
            await house.ReceiveAsync("d", "jobs_again.csv", "Job ID,Created Date\n1,06/01/2015\n"u8.ToArray()),
            await house.ReceiveAsync("d", "customers.csv", []),
            await house.ReceiveAsync("d", "customers_mark.csv", [0xEF, 0xBB, 0xBF]),
            await house.ReceiveAsync("d", "locations.xlsx", [0x50, 0x4B, 0x03, 0x04, 1, 2, 3]),
            await house.ReceiveAsync("d", "timesheets.csv", "Technician,Hours\nA,1\n"u8.ToArray()),
            await house.ReceiveAsync("d", "export.csv", Encoding.UTF8.GetBytes("Location ID,Customer ID,Name,Address,City,State\n1,1,a,b,c,d\n")),
            await house.ReceiveAsync("d", "jobs_wide.csv", Encoding.ASCII.GetBytes(string.Join(',', Enumerable.Range(0, 2_000).Select(i => $"c{i}")))),
        ];

        var results = await house.RunAsync(AsOf);

        var files = await house.Files.GetAsync(StageHouse.Company, [.. received.Select(file => file.Id)], Token);
        files.Select(file => $"{file.Name} {file.Status} {file.Dataset}{file.SameAs}").ShouldBe(
        [
            "jobs.csv Ok jobs", "jobs_again.csv Duplicate d/jobs.csv", "customers.csv Empty ", "customers_mark.csv Empty ", "locations.xlsx Corrupt ", "timesheets.csv Unknown ",
            "export.csv Ok locations", "jobs_wide.csv Corrupt ",
        ]);
        var counts = results["ingest"]["all"].Counts;
        (counts.In, counts.Good, counts.Quarantined["corrupt"], counts.Quarantined["unknown"], counts.Discarded["duplicate"], counts.Discarded["empty"]).ShouldBe((8, 2, 2, 1, 1, 2));
        results["prepare"].Keys.ShouldBe(["jobs", "locations"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_reason_tells_what_is_wrong_and_nothing_of_the_content()
    {
        await using var house = await OpenAsync();
        await house.ReceiveAsync("d", "locations.xlsx", [0x50, 0x4B, 0x03, 0x04, .. "secret"u8]);

        var results = await house.RunAsync(AsOf);

        results["ingest"]["all"].Files.ShouldHaveSingleItem().Reason.ShouldBe("The workbook is damaged or protected.");
    }

    [Fact]
    public async Task With_nothing_received_there_is_nothing_to_do()
    {
        await using var house = await OpenAsync();

        (await house.RunAsync(AsOf)).Values.ShouldAllBe(stage => stage.Count == 0);
    }
}
