namespace Storage.Tests.Events;

/// <summary>Profiles, events and lists must equal what an independent implementation of the rules made of the same deliveries.</summary>
public sealed class FieldServiceTests
{
    [Theory]
    [InlineData("sample")]
    [InlineData("dev")]
    public async Task Every_day_gives_the_expected_profiles_events_and_lists(string name)
    {
        var set = FieldServiceSet.Open(name);
        var gold = GoldMasters.ByDay(set);
        using var runner = new StageRunner(set.Config());
        for (var day = 1; day <= FieldServiceSet.Days; day++)
        {
            var context = StageRunner.Context(set.AsOf(day));
            await runner.PublishMastersAsync(context, gold[day]);

            var results = await runner.RunAsync(context);

            await ExpectedResults.CompareAsync(set, day, runner, results);
        }
    }
}
