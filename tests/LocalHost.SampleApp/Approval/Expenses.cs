using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LocalHost.SampleApp.Approval;

/// <summary>A person decides, or nobody does in time.</summary>
public static class Expenses
{
    private const string Decision = "Decision";

    [Function(nameof(SubmitExpense))]
    public static async Task<IActionResult> SubmitExpense(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "expenses")] HttpRequest request, [FromBody] Expense expense, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(DecideExpense), expense, cancellation: cancellationToken);
        return new AcceptedResult($"/api/expenses/{id}", client.CreateHttpManagementPayload(id));
    }

    /// <summary>What the person who decides calls. The same can be done with the link <c>sendEventPostUri</c>.</summary>
    [Function(nameof(Decide))]
    public static async Task<IActionResult> Decide(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "expenses/{id}/{decision:regex(^(approve|reject)$)}")] HttpRequest request, string id, string decision,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? expense = await client.GetInstanceAsync(id, cancellationToken);
        if (expense is null)
            return new NotFoundResult();
        if (expense.IsCompleted)
            return new ConflictObjectResult("It is decided already.");
        await client.RaiseEventAsync(id, Decision, decision == "approve", cancellationToken);
        return new AcceptedResult();
    }

    [Function(nameof(DecideExpense))]
    public static async Task<string> DecideExpense([OrchestrationTrigger] TaskOrchestrationContext context, Expense expense)
    {
        context.SetCustomStatus("waits for a decision");
        try
        {
            bool isApproved = await context.WaitForExternalEvent<bool>(Decision, TimeSpan.FromSeconds(expense.DecideWithinSeconds));
            if (!isApproved)
                return "rejected";
        }
        catch (TaskCanceledException)
        {
            return "expired";
        }

        await context.CallActivityAsync(nameof(PayOut), expense);
        return "paid out";
    }

    /// <summary>Runs at least once: a real one sends the instance's id along, so that the bank pays once.</summary>
    [Function(nameof(PayOut))]
    public static string PayOut([ActivityTrigger] Expense expense, string instanceId) => $"{expense.Amount} for {expense.Purpose}, once for {instanceId}";
}
