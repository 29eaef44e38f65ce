using System.Reflection;

namespace LocalHost.Tests.Contract;

/// <summary>Holds LocalHost's public signatures against the page of the real packages' signatures: what it offers, it offers with the same names.</summary>
public sealed class DurableApiContractTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>Features that the house does without: entities, HttpRequestData, tasks as classes, durable HTTP.</summary>
    private static readonly string[] LeftOut = ["Entit", "HttpRequestData", "HttpResponseData", "ITaskActivity", "ITaskOrchestrator", "DurableHttp", "ObjectSerializer", "[Obsolete"];

    /// <summary>
    /// What no caller can miss: the name of a copy constructor's parameter, a filter by exception instances, which do not survive a process,
    /// and the constructor of a class that has only static members.
    /// </summary>
    private static readonly string[] Different = ["StartOrchestrationOptions(StartOrchestrationOptions options);", "Func<Exception, bool> Handle { get; }", "FunctionsApplication();"];

    [Fact]
    public void Every_offered_type_has_the_members_of_the_real_one()
    {
        var page = File.ReadAllText(PagePath());
        var offered = typeof(DurableTask.TaskOrchestrationContext).Assembly.GetExportedTypes()
            .Where(type => type.Namespace!.StartsWith("LocalHost.DurableTask", StringComparison.Ordinal) || type.Namespace.StartsWith("LocalHost.Functions", StringComparison.Ordinal))
            .ToLookup(type => type.Name, StringComparer.Ordinal);
        var members = DurableApiPage.Members(page).Where(member => !LeftOut.Any(feature => member.Line.Contains(feature, StringComparison.Ordinal))).ToList();
        members.Count.ShouldBeGreaterThan(200);

        var missing = members.Where(member => !Different.Contains(member.Line, StringComparer.Ordinal) && offered[member.Type].Any() && !offered[member.Type].Any(type => Has(type, member)));

        missing.Select(member => $"{member.Type}: {member.Line}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TaskOrchestrationContext")]
    [InlineData("TaskActivityContext")]
    [InlineData("TaskOptions")]
    [InlineData("SubOrchestrationOptions")]
    [InlineData("StartOrchestrationOptions")]
    [InlineData("RetryPolicy")]
    [InlineData("TaskFailedException")]
    [InlineData("TaskFailureDetails")]
    [InlineData("DurableTaskClient")]
    [InlineData("OrchestrationMetadata")]
    [InlineData("OrchestrationRuntimeStatus")]
    [InlineData("FunctionAttribute")]
    [InlineData("HttpTriggerAttribute")]
    [InlineData("TimerTriggerAttribute")]
    [InlineData("TimerInfo")]
    [InlineData("OrchestrationTriggerAttribute")]
    [InlineData("ActivityTriggerAttribute")]
    [InlineData("DurableClientAttribute")]
    [InlineData("FunctionContext")]
    [InlineData("FunctionsApplication")]
    [InlineData("IFunctionsWorkerMiddleware")]
    public void What_Functions_use_is_offered(string type) =>
        typeof(DurableTask.TaskOrchestrationContext).Assembly.GetExportedTypes().Select(offered => offered.Name).ShouldContain(type);

    private static bool Has(Type type, DurableApiPage.Member member)
    {
        if (member.Parameters is null)
            return type.GetMember(member.Name, Everything).Length > 0;
        if (member.Name == "operator")
            return true;
        IEnumerable<MethodBase> candidates = string.Equals(member.Name, type.Name.Split('`')[0], StringComparison.Ordinal)
            ? type.GetConstructors(Everything)
            : type.GetMember(member.Name, MemberTypes.Method, Everything).OfType<MethodBase>();
        return candidates.Any(candidate => candidate.GetParameters().Select(parameter => parameter.Name).SequenceEqual(member.Parameters, StringComparer.Ordinal))
            || (typeof(Delegate).IsAssignableFrom(type));
    }

    private static string PagePath()
    {
        var page = TestSupport.Checkout.FindAbove("shared/design/durable-api.md");
        Assert.SkipWhen(page is null, "The folder 'shared' with the page of signatures is not beside the project.");
        return page!;
    }
}
