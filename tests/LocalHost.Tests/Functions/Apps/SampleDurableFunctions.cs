using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LocalHost.Tests.Functions.Apps;

public sealed record Order(string Item, int Count);

public sealed class SampleDurableFunctions
{
    [Function("StartOrder")]
    public static async Task<IActionResult> Start(
        [HttpTrigger("post", Route = "v1/orders/{item}")] HttpRequest request, [DurableClient] DurableTaskClient client, string item, CancellationToken cancellationToken)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync("PlaceOrder", new Order(item, 3), cancellation: cancellationToken);
        OrchestrationMetadata done = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
        return new OkObjectResult(new { status = done.RuntimeStatus.ToString(), output = done.SerializedOutput });
    }

    [Function("PlaceOrder")]
    public async Task<string> Place([OrchestrationTrigger] TaskOrchestrationContext context, Order order)
    {
        int total = await context.CallActivityAsync<int>("Price", order);
        string receipt = await context.CallActivityAsync<string>("PrintReceipt", total);
        return receipt;
    }

    [Function("Price")]
    public int Price([ActivityTrigger] Order order, FunctionContext context, TaskActivityContext activity) =>
        activity.InstanceId.Length > 0 && context.FunctionDefinition.Name == "Price" ? order.Count * 5 : -1;

    [Function("PrintReceipt")]
    public static async Task<string> PrintReceipt([ActivityTrigger] int total, string instanceId)
    {
        await Task.Yield();
        return instanceId.Length > 0 ? $"{total} coins" : "no instance";
    }
}
