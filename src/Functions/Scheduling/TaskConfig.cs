using System.Text.Json;
using System.Text.Json.Serialization;
using DataHound.Domain.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Reads what a task tells its kind of work, strictly typed.</summary>
internal static class TaskConfig
{
    private static readonly JsonSerializerOptions Options = new(ApiResponse.JsonOptions) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true };

    /// <summary>The configuration of a task.</summary>
    /// <exception cref="UserErrorException"><c>task_config_invalid</c> names the place.</exception>
    public static T Read<T>(ScheduledTaskDefinition task)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(task.ConfigJson, Options) ?? throw new JsonException("The configuration is null.");
        }
        catch (JsonException exception)
        {
            throw new UserErrorException(
                new UserError("task_config_invalid", $"The configuration of a task of kind '{task.Type}' is not what is expected (at {exception.Path ?? "$"}).", "See docs/scheduling.md for its fields."), exception);
        }
    }
}
