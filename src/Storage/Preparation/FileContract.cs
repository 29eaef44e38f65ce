using DataHound.Domain.Observability;
using DataHound.Domain.Preparation;

namespace DataHound.Storage.Preparation;

/// <summary>How one received file differs from its dataset's schema, and what the dataset's contract does about it.</summary>
internal sealed class FileContract
{
    private readonly string _source;
    private readonly DatasetContract _contract;
    private readonly List<SchemaDrift> _columns = [];
    private readonly List<(int Position, string Name)> _unwanted = [];
    private readonly SortedDictionary<string, long> _untypable = new(StringComparer.Ordinal);

    private FileContract(string source, DatasetContract contract) => (_source, _contract) = (source, contract);

    /// <summary>The file's columns that go on.</summary>
    internal IReadOnlyList<FileColumn> KeptColumns { get; private set; } = [];

    /// <summary>Columns whose values make the contract discard the row, with their places in the file.</summary>
    internal IReadOnlyList<(int Position, string Name)> Unwanted => _unwanted;

    /// <summary>The missing column because of which the contract discards all rows of the file; null when there is none.</summary>
    internal string? DiscardsAllFor { get; private set; }

    /// <summary>Compares a file's columns with the schema.</summary>
    /// <exception cref="UserErrorException"><c>schema_frozen</c>.</exception>
    internal static FileContract Of(string source, IReadOnlyList<FileColumn> columns, DatasetSchema schema, DatasetExtraction extraction)
    {
        var contract = new FileContract(source, extraction.Contract);
        contract.KeptColumns = contract.TakeNew(columns, schema, extraction);
        contract.TakeMissing(columns, schema);
        return contract;
    }

    /// <summary>Counts a cell that does not type.</summary>
    internal void CountUntypable(string column) => _untypable[column] = _untypable.GetValueOrDefault(column) + 1;

    /// <summary>The differences found.</summary>
    /// <param name="rows">Rows of the file.</param>
    internal IEnumerable<SchemaDrift> Drift(long rows) =>
    [
        .. _columns.Select(column => column with { Rows = rows }),
        .. _untypable.Select(column => new SchemaDrift
        {
            SourceFile = _source, Column = column.Key, Kind = DriftKind.Type, Action = _contract.ActionFor(DriftKind.Type, column.Key), Rows = column.Value,
        }),
    ];

    /// <summary>The error for a file that differs where the contract allows no difference. It names no content.</summary>
    internal static UserErrorException Frozen(string source, string column, string what) => new(
        "schema_frozen",
        $"In the received file '{source}' the column '{column}' {what}, which the dataset's contract does not allow; nothing of the dataset was prepared.",
        "Have the export corrected and send it under another name, or change the dataset's contract (or its renames) in the extraction configuration; then run again.");

    private List<FileColumn> TakeNew(IReadOnlyList<FileColumn> columns, DatasetSchema schema, DatasetExtraction extraction)
    {
        var known = schema.Columns.Select(column => column.Name).Concat(extraction.Renames.Values).Concat(extraction.Required).Append(extraction.Key).ToHashSet(StringComparer.Ordinal);
        var kept = new List<FileColumn>();
        for (var position = 0; position < columns.Count; position++)
        {
            var name = columns[position].Name;
            var action = known.Contains(name) ? ContractAction.Evolve : Note(DriftKind.NewColumn, name);
            if (action is ContractAction.Freeze)
                throw Frozen(_source, name, "is not known");
            if (action is ContractAction.DiscardRow)
                _unwanted.Add((position, name));
            if (action is ContractAction.Evolve)
                kept.Add(columns[position]);
        }

        return kept;
    }

    private void TakeMissing(IReadOnlyList<FileColumn> columns, DatasetSchema schema)
    {
        var present = columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in schema.Columns.Select(column => column.Name).Where(name => !present.Contains(name) && !string.Equals(name, schema.Key, StringComparison.Ordinal)))
        {
            var action = Note(DriftKind.MissingColumn, name);
            if (action is ContractAction.Freeze)
                throw Frozen(_source, name, "is missing");
            if (action is ContractAction.DiscardRow)
                DiscardsAllFor ??= name;
        }
    }

    private ContractAction Note(DriftKind kind, string column)
    {
        var action = _contract.ActionFor(kind, column);
        _columns.Add(new SchemaDrift { SourceFile = _source, Column = column, Kind = kind, Action = action, Rows = 0 });
        return action;
    }
}
