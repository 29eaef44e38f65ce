using DataHound.Storage.ControlPlane.Leases;

namespace DataHound.Storage.ControlPlane.Cursors;

/// <summary>A cursor that moves on when what was read up to its new place is published.</summary>
public sealed record CursorAdvance
{
    /// <summary>The source, such as <c>crm:jobs</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The place the reading began at, as JSON; null when the source had never been read.</summary>
    public string? FromJson { get; init; }

    /// <summary>The place it came to, as JSON.</summary>
    public required string ToJson { get; init; }

    /// <summary>The lease under which the source was read. One that was lost meanwhile publishes nothing.</summary>
    public required Lease Lease { get; init; }
}
