using DataHound.Storage.DataPlane.Tables;

namespace DataHound.Storage.Tests.DataPlane.Tables;

public sealed class WorkFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("work-folders-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void What_a_killed_process_left_is_removed()
    {
        var left = Directory.CreateDirectory(Path.Combine(_root, "left"));
        File.WriteAllText(Path.Combine(left.FullName, "spill.tmp"), "rows");

        WorkFolder.RemoveAbandoned(_root);

        Directory.Exists(left.FullName).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_in_use_stays()
    {
        using var used = WorkFolder.Take(Path.Combine(_root, "used"));

        WorkFolder.RemoveAbandoned(_root);

        Directory.Exists(used.Path).ShouldBeTrue();
    }

    [Fact]
    public void A_folder_is_gone_when_its_owner_is_done()
    {
        var used = WorkFolder.Take(Path.Combine(_root, "used"));

        used.Dispose();

        Directory.Exists(used.Path).ShouldBeFalse();
    }
}
