using System.Text.Json.Nodes;

namespace DataHound.Bench.FieldService;

/// <summary>A folder of configuration for the app: the repository's, and the bench's company with the rules of the sample company.</summary>
internal static class BenchCompany
{
    private const string Sample = "barton-creek";

    /// <summary>Writes the folder and returns it.</summary>
    public static string WriteConfig(string repository, string folder)
    {
        var source = Path.Combine(repository, "config");
        foreach (var file in Directory.EnumerateFiles(source, "*.json", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Path.GetFileNameWithoutExtension(file) != Sample)
                File.Copy(file, target);
            else
                File.WriteAllText(Path.Combine(Path.GetDirectoryName(target)!, $"{FieldServiceNames.Company}.json"), Renamed(file));
        }

        return folder;
    }

    private static string Renamed(string file)
    {
        var document = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        foreach (var field in new[] { "slug", "company" })
        {
            if (document.ContainsKey(field))
                document[field] = FieldServiceNames.Company;
        }

        return document.ToJsonString();
    }
}
