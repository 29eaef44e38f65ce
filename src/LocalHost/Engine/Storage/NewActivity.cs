namespace LocalHost.Engine.Storage;

/// <summary>An activity to be run.</summary>
/// <param name="TaskId">The number of the call.</param>
/// <param name="Name">The activity's name.</param>
/// <param name="Version">The caller's version.</param>
/// <param name="Input">The input.</param>
/// <param name="StoredInput">The input as stored: itself or a reference.</param>
/// <param name="Claimed">Whether this process runs it at once.</param>
internal sealed record NewActivity(int TaskId, string Name, string Version, string? Input, string? StoredInput, bool Claimed);
