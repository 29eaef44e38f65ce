using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Records a check and then starts its orchestration. A crash between the two is mended by <see cref="ReconcileDataChecks"/>.</summary>
/// <param name="checks">The checks.</param>
public sealed class DataCheckStarter(IDataChecks checks)
{
    /// <summary>Records and starts.</summary>
    public async Task<DataCheck> StartAsync(DataCheckKind kind, DataCheckRequest request, Initiator by, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var check = await checks.StartAsync(kind, request, by, cancellationToken);
        if (check.Status is RunStatus.Running)
            await StartOrchestrationAsync(check, client, cancellationToken);
        return check;
    }

    /// <summary>Starts the orchestration of a recorded check unless it exists.</summary>
    public async Task StartOrchestrationAsync(DataCheck check, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var instance = InstanceOf(check.Id);
        if (await client.GetInstanceAsync(instance, cancellationToken) is null)
        {
            var input = new DataCheckInput { CheckId = check.Id, Companies = check.Request.Companies };
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(RunDataCheck), input, new StartOrchestrationOptions(InstanceId: instance), cancellationToken);
        }
    }

    /// <summary>The instance of a check's orchestration.</summary>
    public static string InstanceOf(Guid checkId) => $"check:{checkId:N}";
}
