using DataHound.Domain.Scheduling;
using DataHound.Functions.Quality;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Scheduling;

/// <summary>Brings a check of stored data about for a task, one a tick however often it is asked, and waits for its end.</summary>
/// <param name="starter">Starts checks.</param>
/// <param name="checks">The checks.</param>
/// <param name="configs">The configuration.</param>
public sealed class PlannedChecks(DataCheckStarter starter, IDataChecks checks, ICompanyConfigs configs)
{
    /// <summary>Starts the check unless it was started, and looks whether it has ended.</summary>
    /// <param name="due">The task and its run.</param>
    /// <param name="kind">What is checked.</param>
    /// <param name="wanted">How; the companies are the task's.</param>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="cancellationToken">Stops the work; the next call goes on.</param>
    /// <returns>The outcome, a failure when something is not well; null while the check goes on.</returns>
    public async Task<TaskOutcome?> AdvanceAsync(DueRun due, DataCheckKind kind, DataCheckRequest wanted, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var company = due.Task.Definition.Company;
        string[] companies = company is ScheduledTaskDefinition.AllCompanies ? [.. (await configs.ListCompaniesAsync(cancellationToken)).Select(known => known.Slug)] : [company];
        if (companies.Length == 0)
            return new TaskOutcome { Success = true, Message = "There is no company to look at." };

        // By tick, not by attempt: what the attempt before a crash started is found again.
        var key = FormattableString.Invariant($"schedule:{due.Task.Id:N}:{due.Run.ScheduledAt.UtcTicks}");
        var check = await starter.StartAsync(kind, wanted with { Companies = companies, Key = key }, new Initiator("schedule", due.Run.RunId), client, cancellationToken);
        return check.Status is RunStatus.Running && (check = (await checks.FindAsync(check.Id, cancellationToken))!).Status is RunStatus.Running ? null : Judge(check);
    }

    private static TaskOutcome Judge(DataCheck check)
    {
        var unwell = check.Reports.Where(report => report.Value["healthy"]?.GetValue<bool>() is false).Select(report => report.Key).Order(StringComparer.Ordinal).ToList();
        var error = check.Status is RunStatus.Success ? null : check.Error ?? UserError.Unexpected;
        if (error is null && unwell.Count > 0)
            error = new UserError("check_found_damage", $"Not all is well with {string.Join(", ", unwell)}.", $"See the findings of check {check.Id} under /api/v1/checks, and what its report advises.");
        var log = check.Reports.OrderBy(report => report.Key, StringComparer.Ordinal).Select(report => $"{report.Key} {report.Value.ToJsonString()}").ToList();
        return error is null
            ? new TaskOutcome { Success = true, Message = FormattableString.Invariant($"Check {check.Id} looked at {check.Request.Companies.Count} companies."), Log = log }
            : TaskOutcome.Failed(error) with { Log = log };
    }
}
