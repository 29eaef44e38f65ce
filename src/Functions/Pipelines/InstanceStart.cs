namespace DataHound.Functions.Pipelines;

/// <summary>Starts orchestrations whose ids follow from what they are for.</summary>
internal static class InstanceStart
{
    /// <summary>Starts an orchestration unless its instance exists, whoever started it.</summary>
    public static async Task StartOnceAsync(this DurableTaskClient client, string orchestrator, object input, string instanceId, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is not null)
            return;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(InstanceId: instanceId), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Another process may have started it in between; the two hosts tell so by different exceptions.
            if (await client.GetInstanceAsync(instanceId, cancellationToken) is null)
                throw;
        }
    }
}
