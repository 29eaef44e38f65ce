namespace DataHound.Functions.Companies;

/// <summary>The body of a request that puts a version into force again.</summary>
/// <param name="Version">The version.</param>
/// <param name="Comment">Why; null for no comment.</param>
public sealed record ActivateConfigBody(int Version, string? Comment = null);
