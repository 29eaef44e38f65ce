namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A column of a received file that differs from its dataset's schema.</summary>
internal sealed class SchemaDriftRow
{
    public long Id { get; init; }

    public required string RunId { get; init; }

    public required string Company { get; init; }

    public required string DatasetName { get; init; }

    public required string SourceFile { get; init; }

    public required string ColumnName { get; init; }

    public required string Kind { get; init; }

    public required string Action { get; init; }

    public long Rows { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}
