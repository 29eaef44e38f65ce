using LocalHost.Engine;
using LocalHost.Functions.Hosting;

namespace LocalHost.Tests.Functions.Hosting;

public sealed class HostFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly List<string> _problems = [];

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_the_host_knows_is_read_and_the_rest_is_left_alone()
    {
        HostFile file = Read("""
            {
              // comments are allowed
              "version": "2.0",
              "functionTimeout": "00:10:00",
              "extensions": { "http": { "routePrefix": "/v9/", "hsts": {} }, "durableTask": { "hubName": "hub", "maxConcurrentActivityFunctions": 7, "maxDequeueCount": 4, "fairnessTag": "client", "retention": "30.00:00:00", "tracing": {} }, "queues": 1 },
              "logging": { "logLevel": { "default": "Warning" } },
            }
            """);
        DurableTaskEngineOptions options = new();
        DurableTaskSection.Apply(file.DurableTask, options, _problems);

        _problems.ShouldBeEmpty();
        file.RoutePrefix.ShouldBe("v9");
        file.LogLevels["default"].ShouldBe("Warning");
        options.HubName.ShouldBe("hub");
        options.MaxConcurrentActivityFunctions.ShouldBe(7);
        options.MaxDequeueCount.ShouldBe(4);
        options.FairnessTag.ShouldBe("client");
        options.Retention.ShouldBe(TimeSpan.FromDays(30));
    }

    [Fact]
    public void A_missing_file_means_the_defaults()
    {
        HostFile.Read(_file + ".none", _problems).RoutePrefix.ShouldBe("api");
        _problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ not json", "host.json is not JSON: line 1.")]
    [InlineData("""{"version": "3.0"}""", "host.json version must be \"2.0\".")]
    [InlineData("""{"extensions": []}""", "host.json extensions must be an object.")]
    [InlineData("""{"extensions": {"http": {"routePrefix": 5}}}""", "host.json extensions http routePrefix must be a text.")]
    [InlineData("""{"extensions": {"durableTask": {"maxConcurrentActivityFunctions": "many"}}}""", "host.json extensions.durableTask maxConcurrentActivityFunctions must be a whole number above zero.")]
    [InlineData("""{"extensions": {"durableTask": {"storageProvider": {"maxQueuePollingInterval": "soon"}}}}""", "host.json extensions.durableTask maxQueuePollingInterval must be a time span such as \"00:00:01\".")]
    [InlineData("""{"extensions": {"durableTask": {"retention": "-1"}}}""", "host.json extensions.durableTask retention must be a time span such as \"00:00:01\".")]
    public void A_wrong_value_is_named_with_its_place(string json, string problem)
    {
        DurableTaskSection.Apply(Read(json).DurableTask, new DurableTaskEngineOptions(), _problems);
        _problems.ShouldHaveSingleItem().ShouldBe(problem);
    }

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
