using DataHound.Functions.Pipelines;
using DataHound.Storage.ControlPlane.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace DataHound.Functions.Tests.Pipelines;

public sealed class RunHeartbeatTests
{
    private static readonly DateTimeOffset Now = new(2015, 6, 24, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(RunStatus.Running, 59, false)]
    [InlineData(RunStatus.Running, 61, true)]
    [InlineData(RunStatus.Success, 3600, false)]
    public void Only_an_active_run_that_shows_no_life_for_two_intervals_is_stuck(RunStatus status, int secondsSilent, bool stuck) =>
        new RunHeartbeat(Substitute.For<IRunStore>(), new FixedTime(), NullLogger<RunHeartbeat>.Instance).IsStuck(Run(status, Now.AddSeconds(-secondsSilent))).ShouldBe(stuck);

    [Fact]
    public async Task Work_gives_a_sign_of_life_and_its_result()
    {
        var runs = Substitute.For<IRunStore>();

        (await new RunHeartbeat(runs, TimeProvider.System, NullLogger<RunHeartbeat>.Instance).DuringAsync("run", () => Task.FromResult(7), default)).ShouldBe(7);

        await runs.Received(1).HeartbeatAsync("run", Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_failure_of_the_work_is_the_failure() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => new RunHeartbeat(Substitute.For<IRunStore>(), TimeProvider.System, NullLogger<RunHeartbeat>.Instance)
            .DuringAsync<int>("run", () => throw new InvalidOperationException("the work"), default))).Message.ShouldBe("the work");

    private static PipelineRun Run(RunStatus status, DateTimeOffset heartbeat) => new()
    {
        RunId = "run", Pipeline = "field-service", Company = "acme", Companies = ["acme"], Stages = ["ingest"], AsOf = Now, Attempt = 1, Status = status, RequestedBy = "test",
        StartedAt = Now.AddHours(-1), HeartbeatAt = heartbeat, CancelRequested = false,
    };

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
