namespace DataHound.Functions.Reviews;

/// <summary>The body of a decision.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who, where the app does not know it from a sign-in.</param>
public sealed record DecideReviewBody(string Reason, string? By = null);
