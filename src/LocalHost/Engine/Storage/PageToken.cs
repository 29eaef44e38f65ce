using System.Globalization;
using System.Text;

namespace LocalHost.Engine.Storage;

/// <summary>Where a listing stopped, as an opaque text that fits an HTTP header.</summary>
internal static class PageToken
{
    public static string Write(DateTimeOffset time, string instanceId) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time.UtcTicks} {instanceId}")));

    /// <summary>Reads a token; null for none.</summary>
    /// <exception cref="ArgumentException">The text is not a token.</exception>
    public static (DateTimeOffset Time, string InstanceId)? Read(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        var bytes = new byte[token.Length];
        if (Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(' ', 2) is [var ticks, var instanceId]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value <= DateTimeOffset.MaxValue.UtcTicks)
        {
            return (new DateTimeOffset(value, TimeSpan.Zero), instanceId);
        }

        throw new ArgumentException("The continuation token is not one that this listing gave out.", nameof(token));
    }
}
