using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataHound.Storage.DataPlane.Tables;

/// <summary>What a new Parquet file belongs to; from it follow the file's path and its metadata.</summary>
public sealed record TableTarget
{
    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The layer's folder.</summary>
    public required DataLayer Layer { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Version of the table's shape.</summary>
    public required string SchemaVersion { get; init; }

    /// <summary>The run that writes it.</summary>
    public required string RunId { get; init; }

    /// <summary>The date of the run's logical instant in the company's time zone.</summary>
    public required DateOnly LocalDate { get; init; }

    /// <summary>The file's number among those of the same dataset and run, from 0.</summary>
    public int Part { get; init; }

    /// <summary>Rows per row group; null for the engine's own. Fewer for very wide tables, because a group is held in memory.</summary>
    public int? RowGroupSize { get; init; }

    /// <summary>The object's path: <c>company/layer/dataset=name/dt=2015-06-24/part-runhash-0.parquet</c>.</summary>
    public string ObjectPath => string.Create(
        CultureInfo.InvariantCulture,
        $"{Company}/{LayerFolder}/dataset={Dataset}/dt={LocalDate:yyyy-MM-dd}/part-{RunHash}-{Part}.parquet");

    /// <summary>What the file's footer says about it.</summary>
    public IReadOnlyDictionary<string, string> Metadata => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["datahound.schema_version"] = SchemaVersion,
        ["datahound.run_id"] = RunId,
        ["datahound.dataset"] = Dataset,
    };

    /// <summary>What stands for a run in the names of its files.</summary>
    internal static string RunHashOf(string runId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(runId)))[..16];

    private string LayerFolder => Layer switch
    {
        DataLayer.Bronze => "bronze",
        DataLayer.Silver => "silver",
        DataLayer.Gold => "gold",
        DataLayer.Quarantine => "quarantine",
        _ => throw new InvalidOperationException($"There is no layer {Layer}."),
    };

    private string RunHash => RunHashOf(RunId);
}
