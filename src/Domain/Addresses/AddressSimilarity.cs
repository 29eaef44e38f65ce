namespace DataHound.Domain.Addresses;

/// <summary>How alike two normalised streets are written.</summary>
public static class AddressSimilarity
{
    /// <summary>From which similarity on two streets of one customer are probably the same, written differently.</summary>
    public const double Alike = 0.9;

    private const int StackLimit = 256;

    /// <summary>1 minus the edit distance over the longer length: 1 for equal texts (two empty ones too), 0 for texts without anything in common.</summary>
    public static double Between(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var longer = Math.Max(left.Length, right.Length);
        return longer == 0 ? 1 : 1 - ((double)Distance(left, right) / longer);
    }

    /// <summary>How many letters must be inserted, removed or replaced to get from one text to the other (Levenshtein).</summary>
    public static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<int> row = right.Length < StackLimit ? stackalloc int[right.Length + 1] : new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
            row[column] = column;
        for (var line = 0; line < left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line + 1;
            for (var column = 0; column < right.Length; column++)
            {
                var replaced = diagonal + (left[line] == right[column] ? 0 : 1);
                diagonal = row[column + 1];
                row[column + 1] = Math.Min(replaced, Math.Min(diagonal, row[column]) + 1);
            }
        }
        return row[right.Length];
    }
}
