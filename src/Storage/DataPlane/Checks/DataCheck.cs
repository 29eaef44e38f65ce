using System.Text.Json.Nodes;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Storage.DataPlane.Checks;

/// <summary>A garbage collection or a verification.</summary>
public sealed record DataCheck
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it does.</summary>
    public required DataCheckKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>What it looks at.</summary>
    public required DataCheckRequest Request { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it works.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, if it did.</summary>
    public UserError? Error { get; init; }

    /// <summary>Per company done, what it came to.</summary>
    public required IReadOnlyDictionary<string, JsonObject> Reports { get; init; }
}
