using System.Globalization;

namespace DuckDb;

/// <summary>
/// How a query is written to a Parquet file. A COPY that fails late leaves no file, one with a wrong option an empty one: write to a
/// temporary name, verify, then publish.
/// </summary>
public sealed record ParquetWriteOptions
{
    /// <summary>How pages are compressed.</summary>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Zstd;

    /// <summary>Zstandard's level, 1 to 22; null: the engine's own.</summary>
    public int? CompressionLevel { get; init; }

    /// <summary>Rows in a row group, 1 or more; null: the engine's own (122,880). Take fewer for wide rows: a group is held in memory.</summary>
    public int? RowGroupSize { get; init; }

    /// <summary>The format of data pages.</summary>
    public ParquetPageVersion PageVersion { get; init; } = ParquetPageVersion.V1;

    /// <summary>Keys and values for the file's footer; written in the order of the keys, so that the same entries give the same bytes.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The statement that writes the rows of <paramref name="query"/> to <paramref name="path"/>.</summary>
    /// <param name="query">A SELECT without a closing semicolon.</param>
    /// <param name="path">The file to write, under an allowed folder; it is replaced when it exists.</param>
    public string CopyStatement(string query, string path) => $"COPY ({query}\n) TO {DuckSql.Literal(path)} {ToClause()}";

    /// <summary>The options as COPY takes them, in parentheses.</summary>
    /// <exception cref="InvalidOperationException">An option is out of range.</exception>
    public string ToClause()
    {
        List<string> parts =
        [
            "FORMAT parquet",
            $"COMPRESSION {CompressionName()}",
            $"PARQUET_VERSION {PageVersion}",
        ];
        if (CompressionLevel is { } level)
        {
            if (Compression != ParquetCompression.Zstd || level is < 1 or > 22)
            {
                throw new InvalidOperationException("A compression level is for Zstandard only, from 1 to 22.");
            }

            parts.Add(string.Create(CultureInfo.InvariantCulture, $"COMPRESSION_LEVEL {level}"));
        }

        if (RowGroupSize is { } rows)
        {
            if (rows < 1)
            {
                throw new InvalidOperationException("A row group has at least one row.");
            }

            parts.Add(string.Create(CultureInfo.InvariantCulture, $"ROW_GROUP_SIZE {rows}"));
        }

        if (Metadata.Count > 0)
        {
            var entries = Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => $"{DuckSql.Identifier(entry.Key)}: {DuckSql.Literal(entry.Value)}");
            parts.Add($"KV_METADATA {{{string.Join(", ", entries)}}}");
        }

        return $"({string.Join(", ", parts)})";
    }

    private string CompressionName() => Compression switch
    {
        ParquetCompression.Zstd => "zstd",
        ParquetCompression.Snappy => "snappy",
        ParquetCompression.Lz4 => "lz4_raw",
        ParquetCompression.Gzip => "gzip",
        ParquetCompression.Brotli => "brotli",
        ParquetCompression.None => "uncompressed",
        _ => throw new InvalidOperationException($"{Compression} is not a compression."),
    };
}
