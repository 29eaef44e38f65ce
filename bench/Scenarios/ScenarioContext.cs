using DataHound.Bench.Arguments;

namespace DataHound.Bench.Scenarios;

/// <summary>What a scenario may use while it runs.</summary>
internal sealed class ScenarioContext(BenchOptions options)
{
    public BenchOptions Options { get; } = options;

    /// <summary>The checkout this bench was built from.</summary>
    public string Root { get; } = FindRoot();

    /// <summary>A new, empty folder below the work folder.</summary>
    public string NewFolder(string name)
    {
        var folder = Path.Combine(Options.Work, name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>Tells the user what is being done; not part of the figures.</summary>
    public void Say(string line) => Console.Error.WriteLine($"  {line}");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DataHound.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The bench runs from a checkout: DataHound.sln is not above its folder.");
    }
}
