namespace LocalHost.Engine.Execution;

/// <summary>Which instance ids are allowed.</summary>
internal static class InstanceIds
{
    private const int MaxLength = 256;

    /// <summary>Refuses an id that is not allowed.</summary>
    /// <exception cref="ArgumentException">The id is empty, too long, begins with '@' or holds a character that a URL path cannot carry.</exception>
    public static void Require(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > MaxLength || instanceId[0] == '@' || instanceId.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException(
                $"The instance id '{Shown(instanceId)}' is not allowed: at most {MaxLength} characters, not starting with '@', without / \\ # ? and control characters.",
                nameof(instanceId));
        }
    }

    private static string Shown(string instanceId) =>
        new([.. instanceId.Take(100).Select(c => char.IsControl(c) ? ' ' : c)]);
}
