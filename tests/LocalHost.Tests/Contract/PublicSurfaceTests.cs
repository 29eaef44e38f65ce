using TestSupport;

namespace LocalHost.Tests.Contract;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_one_written_down()
    {
        var (actual, written) = PublicSurface.Compare(typeof(DurableTask.TaskOrchestrationContext).Assembly);

        actual.ShouldBe(written);
    }
}
