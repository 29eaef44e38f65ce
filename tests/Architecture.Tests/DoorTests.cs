using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DataHound.Architecture.Tests;

/// <summary>The doors between the rooms, read from the project files: Domain, Storage, Connectors, Functions in that order; nothing else.</summary>
public sealed partial class DoorTests
{
    private static readonly Dictionary<string, string[]> Doors = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["DuckDb"] = [],
        ["LocalHost"] = [],
        ["LocalHost.Analyzers"] = [],
        ["Cli"] = [],
        ["Storage"] = ["Domain", "DuckDb"],
        ["Connectors"] = ["Storage"],
        ["Functions"] = ["Connectors"],
    };

    [Fact]
    public void Every_room_has_exactly_its_doors()
    {
        foreach (var project in Repository.Projects("src"))
        {
            var room = Path.GetFileNameWithoutExtension(project);
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
            references.ShouldBe(Doors[room], ignoreOrder: true, $"doors of {room}");
        }
    }

    [Fact]
    public void Only_the_host_switch_opens_the_door_from_Functions_to_LocalHost()
    {
        var mentions = Repository.Files("src/Functions", "*.cs").Concat(Repository.Files("src/Functions", "*.csproj"))
            .Where(file => File.ReadAllText(file).Contains("LocalHost", StringComparison.Ordinal));

        mentions.ShouldBeEmpty();
        File.ReadAllText(Repository.Path("FunctionsHost.props")).ShouldContain("src/LocalHost/LocalHost.csproj");
    }

    [Fact]
    public void Domain_has_no_packages() =>
        XDocument.Load(Repository.Path("src/Domain/Domain.csproj")).Descendants("PackageReference").ShouldBeEmpty();

    [Fact]
    public void Functions_never_touch_the_database_or_files_themselves()
    {
        foreach (var file in Repository.Files("src/Functions", "*.cs"))
        {
            var text = File.ReadAllText(file);
            ForbiddenInFunctions().Matches(text).Select(match => match.Value).ShouldBeEmpty(Path.GetFileName(file));
        }
    }

    [Fact]
    public void LocalHost_and_DuckDb_know_nothing_of_DataHound()
    {
        foreach (var file in Repository.Files("src/LocalHost", "*.cs").Concat(Repository.Files("src/DuckDb", "*.cs")))
            File.ReadAllText(file).ShouldNotContain("DataHound", Case.Insensitive, Path.GetFileName(file));
    }

    [Fact]
    public void No_source_file_is_over_450_lines()
    {
        foreach (var file in Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs")))
            File.ReadLines(file).Count().ShouldBeLessThanOrEqualTo(450, Path.GetFileName(file));
    }

    [GeneratedRegex(@"\bNpgsql\b|\bBlobClient\b|\bFile\.(Open|Read|Write|Move|Delete|Create)|\bDuckConnection\b|\bSELECT\b|\bINSERT INTO\b", RegexOptions.None, 1000)]
    private static partial Regex ForbiddenInFunctions();
}
