namespace DataHound.Functions.Reviews;

/// <summary>The body of a check's report.</summary>
/// <param name="Passed">Whether it passed; null while it is not known.</param>
/// <param name="By">Who reports, where the app does not know it from a sign-in.</param>
public sealed record ReportReviewCheckBody(bool? Passed, string? By = null);
