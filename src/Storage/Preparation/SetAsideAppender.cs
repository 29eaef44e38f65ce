using DataHound.Domain.Preparation;
using DuckDb;

namespace DataHound.Storage.Preparation;

/// <summary>Gathers the rows of a batch that do not go on, and counts them per rule.</summary>
/// <param name="target">Loads the table of them.</param>
internal sealed class SetAsideAppender(DuckAppender target)
{
    private readonly SortedDictionary<string, long> _quarantined = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _discarded = new(StringComparer.Ordinal);

    /// <summary>The table that the appender loads.</summary>
    internal const string TableDefinition =
        "(_file INTEGER, line BIGINT, record BIGINT, discarded BOOLEAN, rule VARCHAR, \"column\" VARCHAR, \"key\" VARCHAR, reason VARCHAR, raw VARCHAR)";

    /// <summary>Quarantined rows per rule.</summary>
    internal IReadOnlyDictionary<string, long> Quarantined => _quarantined;

    /// <summary>Discarded rows per reason.</summary>
    internal IReadOnlyDictionary<string, long> Discarded => _discarded;

    /// <summary>Sets the file's current record aside.</summary>
    internal void Add(BatchFile file, string rule, string? column, string? key)
    {
        var isDiscarded = RowRule.IsDiscarded(rule);
        var counts = isDiscarded ? _discarded : _quarantined;
        counts[rule] = counts.GetValueOrDefault(rule) + 1;
        target.Append((long)file.Number);
        target.Append(file.Reader.Line);
        target.Append(file.Reader.Record);
        target.Append(isDiscarded);
        target.Append(rule);
        target.Append(column);
        target.Append(key);
        target.Append(RowReasons.Of(rule, column));
        target.AppendUtf8(file.Reader.RawText());
        target.EndRow();
    }
}
