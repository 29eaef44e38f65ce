namespace DataHound.Domain.Preparation;

/// <summary>One turn of a conversation, while the transcript's text is at hand.</summary>
/// <param name="role"><c>agent</c>, <c>contact</c> or <c>unknown</c>.</param>
/// <param name="text">What was said, trimmed; a slice of the transcript.</param>
public readonly ref struct TranscriptTurn(string role, ReadOnlySpan<byte> text)
{
    /// <summary><c>agent</c>, <c>contact</c> or <c>unknown</c>.</summary>
    public string Role { get; } = role;

    /// <summary>What was said, trimmed; a slice of the transcript.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;
}
