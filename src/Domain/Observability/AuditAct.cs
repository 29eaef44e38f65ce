namespace DataHound.Domain.Observability;

/// <summary>Something done that the audit log is to keep. It holds references, never data: no personal data and no secrets.</summary>
public sealed record AuditAct
{
    /// <summary>The company it concerns, which is also the chain it is kept in; null for the chain of what concerns no single company.</summary>
    public string? Company { get; init; }

    /// <summary>What was done: a noun and a verb, such as <c>config.activate</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, such as <c>run:acme:field-service:20260301T020000Z:1</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>A reference to the state before, such as a version; null when there was none.</summary>
    public string? Before { get; init; }

    /// <summary>A reference to the state after; null when there is none.</summary>
    public string? After { get; init; }

    /// <summary>On whose behalf.</summary>
    public required Initiator By { get; init; }
}
