namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A lease with its fencing token.</summary>
internal sealed class LeaseRow
{
    public required string Name { get; init; }

    public required string Holder { get; init; }

    public long FencingToken { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
