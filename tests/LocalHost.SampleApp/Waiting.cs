using Microsoft.AspNetCore.Http;

namespace LocalHost.SampleApp;

public static class Waiting
{
    /// <summary>Does not end until its process does: for tests of stopping.</summary>
    [Function("WaitForEver")]
    public static Task WaitForEver([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/wait")] HttpRequest request) => Task.Delay(Timeout.Infinite, CancellationToken.None);
}
