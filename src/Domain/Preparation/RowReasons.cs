namespace DataHound.Domain.Preparation;

/// <summary>What people read beside a row that was set aside. Free of the row's content.</summary>
public static class RowReasons
{
    /// <summary>The sentence for a rule of <see cref="RowRule"/>.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="column">The column it is about, if it is about one.</param>
    public static string Of(string rule, string? column) => rule switch
    {
        RowRule.MissingKey => $"The key {column} is empty.",
        RowRule.EmptyRequired => $"The required column {column} is empty.",
        RowRule.UntypableRequired => $"The required column {column} does not have the form it must have.",
        RowRule.UnreadableJson => "The line is not a JSON object.",
        RowRule.UnclosedQuote => "A quote is opened and not closed properly; reading went on with the next line.",
        RowRule.CellTooLong => "A cell is longer than the limit.",
        RowRule.NulByte => "A cell holds a NUL byte.",
        RowRule.TooManyFields => "The row has more cells than there are headings.",
        RowRule.TotalsRow => "The row is a line of totals.",
        RowRule.Superseded => "A later row of the batch has the same key.",
        RowRule.RepeatedHeader => "The row repeats the headings.",
        RowRule.ContractNewColumn => $"The row has a value in {column}, which the dataset does not know; its contract discards such rows.",
        RowRule.ContractMissingColumn => $"The file lacks the column {column}; the dataset's contract discards the rows of such files.",
        RowRule.ContractType => $"The column {column} does not have the form it must have; the dataset's contract discards such rows.",
        _ => rule,
    };
}
