using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LocalHost.SampleApp.Heartbeat;

/// <summary>A timer, and an HTTP function that tells what it did. <c>POST /admin/functions/Beat</c> sets it off by hand.</summary>
public sealed class Heartbeats(Clock clock)
{
    private static readonly ConcurrentQueue<Beat> Beats = [];

    [Function(nameof(Beat))]
    public void OnBeat([TimerTrigger("%HeartbeatSchedule%")] TimerInfo timer) => Beats.Enqueue(new Beat(clock.Now, timer.IsPastDue));

    [Function("GetBeats")]
    public static IActionResult Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "beats")] HttpRequest request) => new OkObjectResult(Beats.ToArray());
}
