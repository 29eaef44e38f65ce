namespace DuckDb;

/// <summary>
/// An error of the engine or of this binding. <see cref="Exception.Message"/> is the engine's full text and may quote rows of user data;
/// log <see cref="SafeMessage"/> instead.
/// </summary>
public class DuckDbException : Exception
{
    /// <summary>An error of the given kind.</summary>
    public DuckDbException(DuckErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
    }

    /// <summary>What sort of error it is.</summary>
    public DuckErrorKind Kind { get; }

    /// <summary>The kind and the first line of the message with quoted texts and numbers left out: safe for logs.</summary>
    public string SafeMessage => ErrorText.Summarise(Kind, Message);
}
