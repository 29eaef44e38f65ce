namespace LocalHost.Engine.History;

/// <summary>A step read back from the store.</summary>
/// <param name="Number">Its place in the history, from 0.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Record">What it holds.</param>
internal sealed record StoredStep(int Number, DateTimeOffset At, StepRecord Record);
