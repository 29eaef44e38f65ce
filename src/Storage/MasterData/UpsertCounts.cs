using System.Text.Json.Nodes;

namespace DataHound.Storage.MasterData;

/// <summary>What an upsert did, summed over the silver versions it merged.</summary>
internal sealed record UpsertCounts
{
    /// <summary>Good rows of the batches.</summary>
    internal long Examined { get; init; }

    /// <summary>Rows whose key was not known.</summary>
    internal long New { get; init; }

    /// <summary>Known rows of which at least one cell changed.</summary>
    internal long Updated { get; init; }

    /// <summary>Cells that changed.</summary>
    internal long Cells { get; init; }

    /// <summary>Rows that a full snapshot no longer holds, or holds again.</summary>
    internal long Presence { get; init; }

    /// <summary>Rows of the master table afterwards.</summary>
    internal long Gold { get; init; }

    /// <summary>Whether there is anything to publish.</summary>
    internal bool HasChanges => New + Updated + Presence > 0;

    /// <summary>The counts of one more merge on top of these.</summary>
    internal UpsertCounts Plus(UpsertCounts step) => new()
    {
        Examined = Examined + step.Examined,
        New = New + step.New,
        Updated = Updated + step.Updated,
        Cells = Cells + step.Cells,
        Presence = Presence + step.Presence,
        Gold = step.Gold,
    };

    /// <summary>The counts for people.</summary>
    internal JsonObject ToDetails() => new()
    {
        ["examined"] = Examined,
        ["new_records"] = New,
        ["updated_records"] = Updated,
        ["changed_cells"] = Cells,
        ["unchanged"] = Examined - New - Updated,
        ["total_changes"] = New + Updated,
        ["gold_rows"] = Gold,
    };
}
