using System.Text.Json.Nodes;

namespace DataHound.Bench.FieldService;

/// <summary>A folder of configuration for the app: the repository's, and the bench's companies with the rules of the sample company.</summary>
internal static class BenchCompany
{
    private const string Sample = "barton-creek";

    /// <summary>Writes the folder for the bench's one company and returns it.</summary>
    public static string WriteConfig(string repository, string folder) => WriteConfig(repository, folder, [FieldServiceNames.Company]);

    /// <summary>Writes the folder for companies of these names and returns it.</summary>
    public static string WriteConfig(string repository, string folder, IReadOnlyCollection<string> companies)
    {
        var source = Path.Combine(repository, "config");
        foreach (var file in Directory.EnumerateFiles(source, "*.json", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Path.GetFileNameWithoutExtension(file) != Sample)
            {
                File.Copy(file, target);
                continue;
            }

            foreach (var company in companies)
                File.WriteAllText(Path.Combine(Path.GetDirectoryName(target)!, $"{company}.json"), Renamed(file, company));
        }

        return folder;
    }

    private static string Renamed(string file, string company)
    {
        var document = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        foreach (var field in new[] { "slug", "company" })
        {
            if (document.ContainsKey(field))
                document[field] = company;
        }

        return document.ToJsonString();
    }
}
