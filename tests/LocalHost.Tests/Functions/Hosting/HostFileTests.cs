using LocalHost.Engine;
using LocalHost.Functions.Hosting;
using LocalHost.Functions.Timers;

namespace LocalHost.Tests.Functions.Hosting;

public sealed class HostFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly List<string> _problems = [];

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_has_a_meaning_here_is_read()
    {
        HostFile file = Read("""
            {
              // comments are allowed
              "version": "2.0",
              "functionTimeout": "00:10:00",
              "retry": { "strategy": "fixedDelay", "maxRetryCount": 2, "delayInterval": "00:00:03" },
              "extensions": {
                "http": { "routePrefix": "/v9/", "maxConcurrentRequests": 3, "maxOutstandingRequests": -1, "customHeaders": { "X-A": "b" }, "hsts": { "isEnabled": true, "maxAge": "10" } },
                "durableTask": {
                  "hubName": "hub", "maxConcurrentActivityFunctions": 7, "maxDequeueCount": 4, "fairnessTag": "client", "retention": "30.00:00:00", "extendedSessionIdleTimeoutInSeconds": 9,
                  "storageProvider": { "type": "AzureStorage", "maxQueuePollingInterval": "00:00:02", "partitionCount": 4 }, "tracing": { "version": "V2" }
                },
                "queues": { "batchSize": 1 }
              },
              "logging": { "logLevel": { "default": "Warning" }, "applicationInsights": {} },
            }
            """);
        DurableTaskEngineOptions options = new();
        file.DurableTask.ApplyTo(options);

        _problems.ShouldBeEmpty();
        file.Warnings.ShouldBeEmpty();
        file.FunctionTimeout.ShouldBe(TimeSpan.FromMinutes(10));
        file.Retry.ShouldBe(new RetryDelays(2, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)));
        file.Http.RoutePrefix.ShouldBe("v9");
        file.Http.MaxConcurrentRequests.ShouldBe(3);
        file.Http.MaxOutstandingRequests.ShouldBeNull();
        file.Http.CustomHeaders["X-A"].ShouldBe("b");
        file.Http.StrictTransportSecurity.ShouldBe("max-age=10");
        file.LogLevels["default"].ShouldBe("Warning");
        options.HubName.ShouldBe("hub");
        options.MaxConcurrentActivityFunctions.ShouldBe(7);
        options.MaxDequeueCount.ShouldBe(4);
        options.FairnessTag.ShouldBe("client");
        options.MaxQueuePollingInterval.ShouldBe(TimeSpan.FromSeconds(2));
        options.ExtendedSessionIdleTimeout.ShouldBe(TimeSpan.FromSeconds(9));
        options.Retention.ShouldBe(TimeSpan.FromDays(30));
    }

    [Fact]
    public void A_missing_file_means_the_defaults()
    {
        HostFile file = HostFile.Read(_file + ".none", _problems);
        file.Http.RoutePrefix.ShouldBe("api");
        file.FunctionTimeout.ShouldBe(TimeSpan.FromMinutes(30));
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void No_time_limit_is_written_as_in_the_real_file() =>
        Read("""{"functionTimeout": "-1"}""").FunctionTimeout.ShouldBeNull();

    [Theory]
    [InlineData("""{"functionTimeOuts": "00:10:00"}""", "host.json functionTimeOuts is not a known setting and has no effect.")]
    [InlineData("""{"extensions": {"http": {"routePrefixes": "a"}}}""", "host.json extensions.http.routePrefixes is not a known setting and has no effect.")]
    [InlineData("""{"extensions": {"http": {"dynamicThrottlesEnabled": true}}}""", "host.json extensions.http.dynamicThrottlesEnabled is not supported by this host and has no effect.")]
    [InlineData("""{"extensions": {"durableTask": {"maxOrchestrationActions": 1}}}""", "host.json extensions.durableTask.maxOrchestrationActions is not supported by this host and has no effect.")]
    [InlineData("""{"extensions": {"durableTask": {"storageProvider": {"partitions": 1}}}}""", "host.json extensions.durableTask.storageProvider.partitions is not a known setting and has no effect.")]
    public void What_has_no_effect_is_warned_of_with_its_place(string json, string warning)
    {
        Read(json).Warnings.ShouldHaveSingleItem().ShouldBe(warning);
        _problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ not json", "host.json is not JSON: line 1.")]
    [InlineData("""{"version": "3.0"}""", "host.json version must be \"2.0\".")]
    [InlineData("""{"extensions": []}""", "host.json extensions must be an object.")]
    [InlineData("""{"functionTimeout": "soon"}""", "host.json functionTimeout must be a time span such as \"00:30:00\", at most 24 days, or \"-1\" for no limit.")]
    [InlineData("""{"retry": {"strategy": "fixedDelay"}}""", "host.json retry.strategy must be \"fixedDelay\" with delayInterval, or \"exponentialBackoff\" with minimumInterval and maximumInterval.")]
    [InlineData("""{"extensions": {"http": {"routePrefix": 5}}}""", "host.json extensions.http.routePrefix must be a text.")]
    [InlineData("""{"extensions": {"http": {"maxConcurrentRequests": 0}}}""", "host.json extensions.http.maxConcurrentRequests must be a whole number above zero, or -1 for no limit.")]
    [InlineData("""{"extensions": {"http": {"customHeaders": {"a b": "c"}}}}""", "host.json extensions.http.customHeaders.a b is not a header that can be sent.")]
    [InlineData("""{"extensions": {"durableTask": {"maxConcurrentActivityFunctions": "many"}}}""", "host.json extensions.durableTask.maxConcurrentActivityFunctions must be a whole number above zero.")]
    [InlineData("""{"extensions": {"durableTask": {"storageProvider": {"maxQueuePollingInterval": "soon"}}}}""", "host.json extensions.durableTask.storageProvider.maxQueuePollingInterval must be a time span such as \"00:00:01\".")]
    [InlineData("""{"extensions": {"durableTask": {"retention": "-1"}}}""", "host.json extensions.durableTask.retention must be a time span such as \"00:00:01\".")]
    public void A_wrong_value_is_named_with_its_place(string json, string problem)
    {
        Read(json);
        _problems.ShouldHaveSingleItem().ShouldBe(problem);
    }

    [Fact]
    public void What_the_engine_does_not_take_is_a_problem_too() =>
        Read("""{"extensions": {"durableTask": {"maxConcurrentActivityFunctions": 20000}}}""").DurableTask.Problem()
            .ShouldBe("host.json extensions.durableTask: The durable task settings are not usable: MaxConcurrentActivityFunctions is 20000, must be 1 to 10000.");

    [Fact]
    public void Local_settings_become_settings_and_connection_strings()
    {
        File.WriteAllText(_file, """{"IsEncrypted": false, "Values": {"A__B": "1", "Flag": true}, "ConnectionStrings": {"Postgres": "Host=h"}}""");
        Dictionary<string, string?> settings = LocalSettingsFile.Read(_file, _problems);
        _problems.ShouldBeEmpty();
        settings["A:B"].ShouldBe("1");
        settings["Flag"].ShouldBe("true");
        settings["ConnectionStrings:Postgres"].ShouldBe("Host=h");
    }

    private HostFile Read(string json)
    {
        File.WriteAllText(_file, json);
        return HostFile.Read(_file, _problems);
    }
}
