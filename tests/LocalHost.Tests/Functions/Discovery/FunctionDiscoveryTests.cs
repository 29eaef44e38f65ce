using LocalHost.DurableTask;
using LocalHost.Functions;
using LocalHost.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace LocalHost.Tests.Functions.Discovery;

public sealed class FunctionDiscoveryTests
{
    [Fact]
    public async Task Everything_wrong_with_the_functions_is_told_at_once()
    {
        HostException error = await Should.ThrowAsync<HostException>(() => InProcessHost.StartAsync(new InProcessHostOptions
        {
            Types = [typeof(Wrong)],
            ConnectionString = "Host=127.0.0.1;Port=1",
        }));

        error.Code.ShouldBe("settings_invalid");
        error.Reason.ShouldContain("the function name 'Twice' is used by");
        error.Reason.ShouldContain("it has 2 triggers, and must have one");
        error.Reason.ShouldContain("it has no trigger");
        error.Reason.ShouldContain("'BadRoute'): the route 'a/{b' is not valid");
        error.Reason.ShouldContain("parameter 'where' of type Uri cannot be filled");
        error.Reason.ShouldContain("the name must begin with a letter");
        error.Reason.ShouldContain("the address /api/same/{} (GET) is answered by more than one function: SameA and SameB");
        error.Reason.ShouldContain("it has more than one parameter for its input");
    }

    public static class Wrong
    {
        [Function("Twice")]
        public static string One([HttpTrigger(Route = "one")] HttpRequest request) => "";

        [Function("twice")]
        public static string Two([HttpTrigger(Route = "two")] HttpRequest request) => "";

        [Function("TwoTriggers")]
        public static string Both([HttpTrigger] HttpRequest request, [TimerTrigger("0 * * * *")] TimerInfo timer) => "";

        [Function("NoTrigger")]
        public static void None(TimerInfo timer)
        {
        }

        [Function("BadRoute")]
        public static string Route([HttpTrigger(Route = "a/{b")] HttpRequest request) => "";

        [Function("BadParameter")]
        public static string Parameter([HttpTrigger(Route = "c/{where}")] HttpRequest request, Uri where) => "";

        [Function("1-bad name")]
        public static string Name([HttpTrigger(Route = "d")] HttpRequest request) => "";

        [Function("SameA")]
        public static string SameA([HttpTrigger("get", Route = "same/{id}")] HttpRequest request) => "";

        [Function("SameB")]
        public static string SameB([HttpTrigger("get", "post", Route = "same/{name}")] HttpRequest request) => "";

        [Function("TwoInputs")]
        public static Task Inputs([OrchestrationTrigger] TaskOrchestrationContext context, int a, int b) => Task.CompletedTask;

    }
}
