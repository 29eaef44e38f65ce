using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.DataPlane.Catalog;

/// <summary>Reads published dataset versions.</summary>
internal static class VersionReader
{
    /// <summary>Selects what <see cref="Read"/> reads; <c>v</c> is the version, <c>d</c> its details.</summary>
    public const string Select =
        """
        SELECT v.id, v.company, v.dataset_name, v.version_tag, d.layer, v.schema_version, d.files_json, v.row_count, v.checksum, d.parents, v.produced_by_run_id, d.as_of, v.created_at, d.stage, x.removed_at
        FROM control.dataset_versions v JOIN control.dataset_version_details d ON d.version_id = v.id LEFT JOIN control.version_removals x ON x.version_id = v.id
        """;

    /// <summary>As <see cref="Select"/>, of current versions alone; <c>c</c> says of which dataset.</summary>
    public const string SelectCurrent = $"{Select} JOIN control.dataset_current c ON c.version_id = v.id";

    /// <summary>The current version of a dataset, or null.</summary>
    public static Task<DatasetVersion?> FindCurrentAsync(NpgsqlConnection connection, string company, string dataset, CancellationToken cancellationToken) => connection.Command(
        $"{SelectCurrent} WHERE c.company = @company AND c.dataset_name = @dataset", ("company", company), ("dataset", dataset)).FirstAsync(Read, cancellationToken);

    /// <summary>Versions by identity, in the order asked for.</summary>
    /// <exception cref="KeyNotFoundException">One of them does not exist or is another company's.</exception>
    public static async Task<IReadOnlyList<DatasetVersion>> GetAsync(NpgsqlConnection connection, string company, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var versions = await connection.Command($"{Select} WHERE v.id = ANY (@ids) AND v.company = @company", ("ids", ids.ToArray()), ("company", company)).ListAsync(Read, cancellationToken);
        var byId = versions.ToDictionary(version => version.Id);
        return [.. ids.Select(id => byId.TryGetValue(id, out var version) ? version : throw new KeyNotFoundException($"{company} has no dataset version {id}."))];
    }

    /// <summary>Reads a row.</summary>
    public static DatasetVersion Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Company = reader.GetString(1),
        Dataset = reader.GetString(2),
        VersionTag = reader.GetString(3),
        Layer = EnumWords.Parse<DataLayer>(reader.GetString(4)),
        SchemaVersion = reader.GetString(5),
        Files = ControlJson.Read<ManifestFile[]>(reader.GetString(6)),
        RowCount = reader.GetInt64(7),
        Checksum = reader.GetString(8),
        Parents = reader.GetFieldValue<Guid[]>(9),
        ProducedByRunId = reader.GetString(10),
        AsOf = reader.Instant(11),
        CreatedAt = reader.Instant(12),
        Stage = reader.GetString(13),
        RemovedAt = reader.InstantOrNull(14),
    };
}
