using FsCheck;
using FsCheck.Fluent;
using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class RandomProgramTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Fixed, so that a failure can be repeated.
    private const ulong Seed = 20_261_121;

    public static TheoryData<string> Ways => ["kept in memory", "replayed at every step", "two processes"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Random_programs_give_what_they_give_without_an_engine(string way)
    {
        var programs = RandomProgram.Generator.Sample(numberOfSamples: 60, seed: new Rnd(Seed), size: 40).ToList();
        var catalog = RandomProgram.Catalog();
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, catalog, Options(way));
        await using var second = way is "two processes" ? await TestEngine.StartAsync(postgres.ConnectionString, catalog, Options(way)) : null;

        var ends = await Task.WhenAll(programs.Select(async program =>
        {
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Program", new RandomProgram.Box(program), TestEngine.Deadline);
            return (Program: program, Instance: await engine.EndOfAsync(id));
        }));

        foreach (var (program, instance) in ends)
        {
            instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, $"seed {Seed}, {program}: {instance.FailureDetails}");
            instance.ReadOutputAs<int>().ShouldBe(program.Expected, $"seed {Seed}, {program}");
        }
    }

    private static Action<DurableTaskEngineOptions> Options(string way) => options =>
    {
        options.HubName = way.Replace(' ', '-');
        options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(50);
        if (way is "replayed at every step")
        {
            options.ExtendedSessionIdleTimeout = TimeSpan.Zero;
            options.MaxSessionsInMemory = 5;
            options.MaxConcurrentActivityFunctions = 2;
            options.ActivityPrefetch = 0;
        }
    };
}
