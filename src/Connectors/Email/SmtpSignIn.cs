using System.Text;

namespace DataHound.Connectors.Email;

/// <summary>Signs in to a mail server by what it offers (RFC 4954): PLAIN, or LOGIN, which some large providers offer alone.</summary>
internal static class SmtpSignIn
{
    /// <summary>Signs in over a session that is encrypted.</summary>
    /// <param name="session">The session.</param>
    /// <param name="offers">What the server offers since the session is encrypted.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>False when the server offers neither way; nothing was sent then.</returns>
    /// <exception cref="SmtpRefusedException">The server did not take name and password.</exception>
    public static async Task<bool> RunAsync(SmtpSession session, IReadOnlyList<string> offers, string user, string password, CancellationToken cancellationToken)
    {
        var ways = offers.Where(offer => offer.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase)).SelectMany(offer => offer.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)).ToList();
        if (ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            await session.CommandAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", 2, cancellationToken);
            return true;
        }

        if (!ways.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
            return false;
        await session.CommandAsync("AUTH LOGIN", 3, cancellationToken);
        await session.CommandAsync(Base64(user), 3, cancellationToken);
        await session.CommandAsync(Base64(password), 2, cancellationToken);
        return true;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
