namespace Storage.Tests.ConfigPlane;

/// <summary>A folder of config files for one test.</summary>
internal sealed class ConfigFolder : IDisposable
{
    public ConfigFolder() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"config-{Guid.NewGuid():N}");

    public ConfigFolder With(string file, string content)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return this;
    }

    /// <summary>A small valid house: one pipeline, event defaults, one company's extraction.</summary>
    public static ConfigFolder Small() => new ConfigFolder()
        .With("pipelines/main.json", """{"kind": "pipeline", "schema_version": 1, "name": "main", "stages": ["ingest", "prepare"]}""")
        .With("events/defaults.json", """{"kind": "event-defaults", "schema_version": 1, "canceled_jobs": {"months": 6}, "unsold_estimates": {"months": 9}}""")
        .With("extraction/acme.json", """{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "America/Chicago", "datasets": {"jobs": {"file_patterns": ["job*"], "key": "job_id"}}}""");

    /// <summary>The repository's own config folder.</summary>
    public static string Repository() => TestSupport.Checkout.Path("config");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
