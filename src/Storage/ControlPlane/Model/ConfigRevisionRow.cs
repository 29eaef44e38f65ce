namespace DataHound.Storage.ControlPlane.Model;

/// <summary>Counts the changes of the configuration.</summary>
internal sealed class ConfigRevisionRow
{
    public bool OnlyRow { get; init; }

    public long Revision { get; init; }
}
