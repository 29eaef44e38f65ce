using Storage.Tests.Preparation;
using TestSupport;

namespace Storage.Tests.Events;

/// <summary>The same comparison over the master tables that the stages before make of the received files.</summary>
public sealed class RealMastersTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData("sample")]
    [InlineData("dev")]
    public async Task Received_files_give_the_expected_profiles_events_and_lists(string name)
    {
        var set = FieldServiceSet.Open(name);
        var files = Preparation.FieldServiceSet.Open(name);
        await using var house = await StageHouse.OpenAsync(postgres, files.Extraction);
        using var runner = new StageRunner(set.Config(), house.Engine);
        for (var day = 1; day <= FieldServiceSet.Days; day++)
        {
            var (folder, asOf) = files.Deliveries[day - 1];
            foreach (var file in files.FilesOf(folder))
                await house.ReceiveAsync(folder, Path.GetFileName(file), await File.ReadAllBytesAsync(file));
            await house.RunAsync(asOf);
            runner.Adopt((await house.Catalog.ListCurrentAsync(FixedConfigs.Slug, CancellationToken.None)).Values);

            var results = await runner.RunAsync(StageRunner.Context(asOf));

            await ExpectedResults.CompareAsync(set, day, runner, results);
        }
    }
}
