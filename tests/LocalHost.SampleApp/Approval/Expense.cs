namespace LocalHost.SampleApp.Approval;

public sealed record Expense(string Purpose, decimal Amount, double DecideWithinSeconds = 86_400);
