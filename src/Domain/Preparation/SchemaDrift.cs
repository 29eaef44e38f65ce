namespace DataHound.Domain.Preparation;

/// <summary>A column of a received file that differs from its dataset's schema, and what was done about it.</summary>
public sealed record SchemaDrift
{
    /// <summary>The file as <c>delivery/name</c>.</summary>
    public required string SourceFile { get; init; }

    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>How it differs.</summary>
    public required DriftKind Kind { get; init; }

    /// <summary>What the contract says.</summary>
    public required ContractAction Action { get; init; }

    /// <summary>Rows concerned: all of the file for a column that is new or missing, those with an untypable cell otherwise.</summary>
    public required long Rows { get; init; }
}
