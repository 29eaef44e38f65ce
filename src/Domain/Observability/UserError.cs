namespace DataHound.Domain.Observability;

/// <summary>An error as its reader needs it. It holds no personal data, no secrets and no stack trace.</summary>
/// <param name="Code">A stable word in snake_case that programs test for, such as <c>config_invalid</c>.</param>
/// <param name="Cause">What went wrong, in one sentence.</param>
/// <param name="NextStep">What the reader can do about it, in one sentence.</param>
public sealed record UserError(string Code, string Cause, string NextStep)
{
    private const string NextStepMark = " Next: ";

    /// <summary>What is told when something failed that nobody foresaw; the log has the details.</summary>
    public static UserError Unexpected { get; } = new("internal_error", "Something failed that was not foreseen.", "Look into the log for the details, then run again; what was done is kept.");

    /// <summary>One line that <see cref="Parse"/> reads back, for channels that carry only text.</summary>
    public override string ToString() => $"{Code}: {Cause}{NextStepMark}{NextStep}";

    /// <summary>Reads back <see cref="ToString"/>; any other text gives <see cref="Unexpected"/>.</summary>
    public static UserError Parse(string? text)
    {
        if (text is null)
            return Unexpected;
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var next = text.LastIndexOf(NextStepMark, StringComparison.Ordinal);
        return colon > 0 && next > colon && text.AsSpan(0, colon).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789_") < 0
            ? new UserError(text[..colon], text[(colon + 2)..next], text[(next + NextStepMark.Length)..])
            : Unexpected;
    }
}
