namespace DataHound.EndToEnd.Cli;

/// <summary>These tests start whole installations: one class after the other is kinder to a small machine.</summary>
[CollectionDefinition(nameof(RunScript), DisableParallelization = true)]
public sealed class OneAtATime;
