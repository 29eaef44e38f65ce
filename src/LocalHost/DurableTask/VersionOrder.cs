namespace LocalHost.DurableTask;

/// <summary>The order of orchestration versions: unversioned first, then numbered versions by number, anything else by text.</summary>
internal static class VersionOrder
{
    public static int Compare(string? left, string? right)
    {
        var leftEmpty = string.IsNullOrWhiteSpace(left);
        var rightEmpty = string.IsNullOrWhiteSpace(right);
        if (leftEmpty || rightEmpty)
        {
            return rightEmpty.CompareTo(leftEmpty);
        }

        return System.Version.TryParse(left, out var a) && System.Version.TryParse(right, out var b)
            ? a.CompareTo(b)
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }
}
