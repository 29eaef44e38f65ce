using System.Globalization;
using System.Text;

namespace LocalHost.Tests.Simulation;

/// <summary>Thousands of simulated runs of the engine's state machine, each from a seed of its own.</summary>
public sealed class SimulationTests
{
    private const int Seeds = 2000;
    private const int LongSeeds = 100_000;

    /// <summary>Seeds that failed once.</summary>
    private static readonly int[] PastFailures = [33, 37, 1083, 965_647_858, 968_169_256, 203_736_279, 551_938_674, 711, 168_776_359];

    [Fact]
    public async Task Whatever_goes_wrong_every_instance_ends_once_and_as_its_program_says()
    {
        var isLong = Environment.GetEnvironmentVariable("DATAHOUND_LONG_TESTS") == "1";
        var first = isLong ? Random.Shared.Next(1_000_000_000) : 1;
        var failed = await FirstFailureAsync(first, isLong ? LongSeeds : Seeds);
        Assert.True(failed is null, failed is null ? null : Report(failed));
    }

    [Fact]
    public async Task Seeds_that_failed_once_do_not_fail_again()
    {
        foreach (var seed in PastFailures)
        {
            var failed = await FirstFailureAsync(seed, 1);
            Assert.True(failed is null, failed is null ? null : Report(failed));
        }
    }

    [Fact]
    public async Task The_seed_named_in_the_environment_passes()
    {
        var named = Environment.GetEnvironmentVariable("DATAHOUND_SIMULATION_SEED");
        Assert.SkipWhen(named is null, "DATAHOUND_SIMULATION_SEED names no seed.");
        var failed = await FirstFailureAsync(int.Parse(named!, CultureInfo.InvariantCulture), 1);
        Assert.True(failed is null, failed is null ? null : Report(failed));
    }

    [Fact]
    public async Task A_seed_gives_the_same_run_every_time()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Simulation.Run(Simulation.PlanOf(77), traced: true))));

        runs[0].Failure.ShouldBeNull();
        runs[0].Trace.Count.ShouldBeGreaterThan(100);
        runs[1].Trace.ShouldBe(runs[0].Trace);
    }

    [Theory]
    [InlineData(StoreFlaw.NoEpochCheck)]
    [InlineData(StoreFlaw.MessagesKept)]
    [InlineData(StoreFlaw.ActivitiesLost)]
    [InlineData(StoreFlaw.ClaimsKept)]
    [InlineData(StoreFlaw.TimersLost)]
    [InlineData(StoreFlaw.MessagesReversed)]
    [InlineData(StoreFlaw.CarriedLost)]
    public async Task A_store_that_forgets_a_rule_is_found_out(StoreFlaw flaw) =>
        (await FirstFailureAsync(1, 400, flaw)).ShouldNotBeNull();

    /// <summary>The plan of the first seed of a range that fails. On the thread pool: the code under test must not meet the test runner's context.</summary>
    private static Task<SimulationPlan?> FirstFailureAsync(int first, int count, StoreFlaw flaw = StoreFlaw.None) => Task.Run(() =>
    {
        SimulationPlan? failed = null;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };
        Parallel.For(first, first + count, limits, (seed, loop) =>
        {
            var plan = Simulation.PlanOf(seed, flaw);
            if (Simulation.Run(plan).Failure is not null)
            {
                Interlocked.CompareExchange(ref failed, plan, null);
                loop.Stop();
            }
        });
        return failed;
    });

    private static string Report(SimulationPlan failed)
    {
        var smallest = Shrinking.Smallest(failed);
        var result = Simulation.Run(smallest, traced: true);
        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"DATAHOUND_SIMULATION_SEED={failed.Seed} dotnet test tests/LocalHost.Tests --filter FullyQualifiedName~SimulationTests.The_seed")
            .AppendLine(result.Failure)
            .AppendJoin('\n', smallest.Programs)
            .AppendLine()
            .AppendJoin('\n', result.Trace)
            .ToString();
    }
}
