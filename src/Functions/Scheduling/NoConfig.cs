namespace DataHound.Functions.Scheduling;

/// <summary>The configuration of tasks that have nothing to be told.</summary>
public sealed record NoConfig;
