using DataHound.Domain.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Runs the body of an HTTP function about schedules: as any other, and tells where an expression cannot be read.</summary>
internal static class ScheduleCall
{
    public static Task<IActionResult> RunAsync(ILogger logger, Func<Task<IActionResult>> body) => ApiCall.RunAsync(logger, async () =>
    {
        try
        {
            return await body();
        }
        catch (ScheduleFormatException exception)
        {
            return ApiResponse.Problem(400, exception.Error, new Dictionary<string, object>(StringComparer.Ordinal) { ["position"] = exception.Position });
        }
    });
}
