using DataHound.Domain.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Which quarantined rows a request means.</summary>
public record QuarantineSelectionBody
{
    /// <summary>Rows of this dataset; of all when absent.</summary>
    public string? Dataset { get; init; }

    /// <summary>Rows that broke one of these rules; any when absent.</summary>
    public IReadOnlyList<string>? Rules { get; init; }

    /// <summary>Exactly these rows, by id; any when absent.</summary>
    public IReadOnlyList<string>? Rows { get; init; }

    /// <summary>Why. Required.</summary>
    public string? Reason { get; init; }

    internal QuarantineSelection Selection() => new() { Dataset = Dataset, Rules = Rules ?? [], Rows = [.. (Rows ?? []).Select(RowId).Distinct()] };

    internal string RequireReason() => string.IsNullOrWhiteSpace(Reason) ? throw QuarantineErrors.ReasonMissing() : Reason;

    internal static QuarantineRowId RowId(string text) => QuarantineRowId.TryParse(text, out var id) ? id : throw QuarantineErrors.RowInvalid();
}
