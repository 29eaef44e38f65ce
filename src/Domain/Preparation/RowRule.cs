namespace DataHound.Domain.Preparation;

/// <summary>The names under which rows are quarantined or discarded. They are data: they appear in tables, counts and answers.</summary>
public static class RowRule
{
    /// <summary>The key is empty or a null word.</summary>
    public const string MissingKey = "missing_key";

    /// <summary>A required column is empty or a null word.</summary>
    public const string EmptyRequired = "empty_required";

    /// <summary>A required column does not type.</summary>
    public const string UntypableRequired = "untypable_required";

    /// <summary>A line is not a JSON object.</summary>
    public const string UnreadableJson = "unreadable_json";

    /// <summary>A quote is opened and never closed.</summary>
    public const string UnclosedQuote = "unclosed_quote";

    /// <summary>A cell is longer than the limit.</summary>
    public const string CellTooLong = "cell_too_long";

    /// <summary>A cell holds a NUL byte.</summary>
    public const string NulByte = "nul_byte";

    /// <summary>A row has more cells than there are headings, and they are not all empty.</summary>
    public const string TooManyFields = "too_many_fields";

    /// <summary>Discarded: the line of sums of a report.</summary>
    public const string TotalsRow = "totals_row";

    /// <summary>Discarded: a later row of the batch has the same key.</summary>
    public const string Superseded = "superseded";

    /// <summary>Discarded: the headings stand in the file once more.</summary>
    public const string RepeatedHeader = "repeated_header";

    /// <summary>Discarded: the contract discards rows with a value in a column that the dataset does not know.</summary>
    public const string ContractNewColumn = "contract_new_column";

    /// <summary>Discarded: the contract discards rows of files that lack the column.</summary>
    public const string ContractMissingColumn = "contract_missing_column";

    /// <summary>Discarded: the contract discards rows in which the column does not have the form it must have.</summary>
    public const string ContractType = "contract_type";

    /// <summary>Whether rows are discarded under the rule; otherwise they are quarantined.</summary>
    public static bool IsDiscarded(string rule) => rule is TotalsRow or Superseded or RepeatedHeader or ContractNewColumn or ContractMissingColumn or ContractType;
}
