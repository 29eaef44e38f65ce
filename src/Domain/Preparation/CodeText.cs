namespace DataHound.Domain.Preparation;

/// <summary>Keys and codes. They stay text (<c>00123</c>), but a spreadsheet's <c>17850.0</c> is the code <c>17850</c>.</summary>
public static class CodeText
{
    /// <summary>The code in trimmed text; a slice, nothing is copied.</summary>
    public static ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> trimmed)
    {
        var point = trimmed.LastIndexOf((byte)'.');
        return point > 0 && point < trimmed.Length - 1
            && trimmed[(point + 1)..].IndexOfAnyExcept((byte)'0') < 0
            && trimmed[..point].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            ? trimmed[..point]
            : trimmed;
    }
}
