namespace DataHound.Connectors.Outbound;

/// <summary>A host has only addresses that are not public, and the settings do not allow those.</summary>
internal sealed class AddressForbiddenException() : IOException("The address is not public, which DataHound:Outbound:AllowPrivateAddresses does not allow.");
