namespace DataHound.Domain.Observability;

/// <summary>Walks one chain of the audit log from its first entry and finds the first broken link.</summary>
public sealed class AuditChainCheck
{
    /// <summary>Where the chain stands after the entries that held.</summary>
    public AuditHead Head { get; private set; } = AuditHead.Empty;

    /// <summary>The first broken link; null while the chain holds. What comes after it is not looked at.</summary>
    public AuditBreak? Break { get; private set; }

    /// <summary>Takes the next entry.</summary>
    public void Take(AuditEntry entry)
    {
        if (Break is not null)
            return;
        Break = Judge(entry);
        if (Break is null)
            Head = new AuditHead(entry.Sequence, entry.Hash);
    }

    /// <summary>Takes the end that was noted when the last entry was written: entries cut off the end leave no other trace.</summary>
    public void End(AuditHead noted)
    {
        if (Break is not null || noted == Head)
            return;
        Break = noted.Sequence > Head.Sequence
            ? new AuditBreak(Head.Sequence + 1, $"The entry is missing, and so are all up to {noted.Sequence}: the chain ends too early.")
            : new AuditBreak(Math.Min(noted.Sequence + 1, Math.Max(Head.Sequence, 1)), "The chain does not end where its last writer noted its end.");
    }

    private AuditBreak? Judge(AuditEntry entry)
    {
        if (entry.Sequence != Head.Sequence + 1)
            return new AuditBreak(Head.Sequence + 1, $"The entry is missing: after {Head.Sequence} comes {entry.Sequence}.");
        if (!string.Equals(entry.PreviousHash, Head.Hash, StringComparison.Ordinal))
            return new AuditBreak(entry.Sequence, "The entry does not follow the one before it: its previous hash is another.");
        return string.Equals(AuditChain.HashOf(entry), entry.Hash, StringComparison.Ordinal)
            ? null
            : new AuditBreak(entry.Sequence, "The entry's content is not what was written: its hash is another.");
    }
}
