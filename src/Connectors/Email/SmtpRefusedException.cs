namespace DataHound.Connectors.Email;

/// <summary>The server answered something else than was hoped for.</summary>
/// <param name="result">What that means.</param>
internal sealed class SmtpRefusedException(SendResult result) : IOException("The mail server did not take the command.")
{
    /// <summary>What that means.</summary>
    public SendResult Result { get; } = result;
}
