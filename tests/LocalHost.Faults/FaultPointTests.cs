using LocalHost.FaultWorker;

namespace LocalHost.Faults;

public sealed class FaultPointTests(PointRuns runs) : IClassFixture<PointRuns>
{
    public static TheoryData<string> Killed => [.. PointRuns.Killed];

    public static TheoryData<string> Paused => [.. PointRuns.Paused];

    [Theory]
    [MemberData(nameof(Killed))]
    public Task A_worker_killed_at_a_point_loses_nothing(string point) => runs.RunAsync(FaultKind.Kill, point);

    [Theory]
    [MemberData(nameof(Paused))]
    public Task A_worker_paused_past_its_lease_writes_nothing_and_comes_back_as_a_new_one(string point) => runs.RunAsync(FaultKind.Stop, point);
}
