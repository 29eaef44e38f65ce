using DataHound.Cli.Hosting;
using DataHound.Cli.Tests.Fakes;

namespace DataHound.Cli.Tests.Hosting;

public sealed class HomeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => Path.Combine(_folder.Path, "home");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_with_other_files_is_never_taken()
    {
        _folder.Write("home/thesis.txt", "x");

        Should.Throw<ExplainedException>(() => Home.Open(Folder)).Code.ShouldBe("home_not_ours");
        File.Exists(Path.Combine(Folder, "thesis.txt")).ShouldBeTrue();
    }

    [Fact]
    public void Two_at_once_are_refused()
    {
        using var first = Home.Open(Folder);

        Should.Throw<ExplainedException>(() => Home.Open(Folder)).Code.ShouldBe("home_in_use");
    }

    [Fact]
    public void One_after_the_other_is_fine()
    {
        Home.Open(Folder).Dispose();
        Home.Open(Folder).Dispose();
    }

    [Fact]
    public void Clearing_leaves_an_empty_home_that_is_still_held()
    {
        using var home = Home.Open(Folder);
        _folder.Write("home/data/x/y.parquet", "x");
        _folder.Write("home/app.json", "{}");

        home.Clear();

        Directory.GetDirectories(Folder).ShouldBeEmpty();
        File.Exists(home.AppFile).ShouldBeFalse();
        Should.Throw<ExplainedException>(() => Home.Open(Folder)).Code.ShouldBe("home_in_use");
    }

    [Fact]
    public void A_file_in_the_way_is_explained()
    {
        var file = _folder.Write("home", "x");

        Should.Throw<ExplainedException>(() => Home.Open(file)).Code.ShouldBe("home_not_writable");
    }
}
