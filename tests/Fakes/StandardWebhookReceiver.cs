using System.Security.Cryptography;
using System.Text;

namespace Fakes;

/// <summary>The receiver's half of Standard Webhooks 1.0, written from the specification and apart from the sender's.</summary>
public static class StandardWebhookReceiver
{
    private const long ToleranceSeconds = 300;

    /// <summary>Whether one of the signatures is right for the secret, and the timestamp is near.</summary>
    public static bool Accepts(ReceivedRequest request, string secret, DateTimeOffset now)
    {
        if (!request.Headers.TryGetValue("webhook-id", out var id) || !request.Headers.TryGetValue("webhook-timestamp", out var timestamp) || !request.Headers.TryGetValue("webhook-signature", out var signatures))
            return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - long.Parse(timestamp, System.Globalization.CultureInfo.InvariantCulture)) > ToleranceSeconds)
            return false;
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret.Split('_', 2)[1]));
        var expected = hmac.ComputeHash(Encoding.UTF8.GetBytes($"{id}.{timestamp}.{Encoding.UTF8.GetString(request.Body)}"));
        return signatures.Split(' ').Where(signature => signature.StartsWith("v1,", StringComparison.Ordinal))
            .Any(signature => CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(signature[3..]), expected));
    }

    /// <summary>A new secret of 32 bytes.</summary>
    public static string NewSecret() => $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
}
