namespace DataHound.Domain.Preparation;

/// <summary>
/// What a dataset's files may change without being asked: per kind of difference <c>evolve</c>, <c>freeze</c>, <c>discard_row</c> or <c>discard_value</c>
/// (<see cref="ContractAction"/>), and exceptions per column.
/// </summary>
public sealed record DatasetContract
{
    /// <summary>Columns that the dataset does not know. Default <c>evolve</c>: they are kept as text.</summary>
    public string NewColumns { get; init; } = "evolve";

    /// <summary>Known columns that a file lacks. Default <c>evolve</c>: they are null, and a master table keeps its values.</summary>
    public string MissingColumns { get; init; } = "evolve";

    /// <summary>Cells that do not have the form their column demands. Default <c>discard_value</c>: they are null and noted, and a master table keeps its value.</summary>
    public string Types { get; init; } = "discard_value";

    /// <summary>Exceptions by column name.</summary>
    public IReadOnlyDictionary<string, ColumnContract> Columns { get; init; } = new Dictionary<string, ColumnContract>(StringComparer.Ordinal);

    /// <summary>What is done about a difference.</summary>
    /// <exception cref="FormatException">The contract has a word that is none of the four.</exception>
    public ContractAction ActionFor(DriftKind kind, string column)
    {
        var own = Columns.GetValueOrDefault(column);
        var word = kind switch
        {
            DriftKind.NewColumn => own?.New ?? NewColumns,
            DriftKind.MissingColumn => own?.Missing ?? MissingColumns,
            _ => own?.Type ?? Types,
        };
        return TryParse(word, out var action) ? action : throw new FormatException($"'{word}' is not an action of a contract.");
    }

    /// <summary>Reads one of the four words.</summary>
    public static bool TryParse(string word, out ContractAction action)
    {
        ContractAction? parsed = word switch
        {
            "evolve" => ContractAction.Evolve,
            "freeze" => ContractAction.Freeze,
            "discard_row" => ContractAction.DiscardRow,
            "discard_value" => ContractAction.DiscardValue,
            _ => null,
        };
        action = parsed.GetValueOrDefault();
        return parsed is not null;
    }
}
