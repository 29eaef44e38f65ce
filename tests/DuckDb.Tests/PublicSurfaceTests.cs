using TestSupport;

namespace DuckDb.Tests;

public class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_one_written_down()
    {
        var (actual, written) = PublicSurface.Compare(typeof(DuckDatabase).Assembly);
        actual.ShouldBe(written);
    }
}
