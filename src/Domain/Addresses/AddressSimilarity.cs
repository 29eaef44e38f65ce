namespace DataHound.Domain.Addresses;

/// <summary>How alike two normalised streets are written.</summary>
public static class AddressSimilarity
{
    /// <summary>From which similarity on two streets of one customer are probably the same, written differently.</summary>
    public const double Alike = 0.9;

    // One edit in ten letters leaves a similarity of 0.9.
    private const int EditsPerLetters = 10;

    private const int StackLimit = 256;

    /// <summary>1 minus the edit distance over the longer length: 1 for equal texts (two empty ones too), 0 for texts without anything in common.</summary>
    public static double Between(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var longer = Math.Max(left.Length, right.Length);
        return longer == 0 ? 1 : 1 - ((double)Distance(left, right, longer) / longer);
    }

    /// <summary>Whether the similarity reaches <see cref="Alike"/>. Texts that differ much are told apart after a few letters, so that many can be compared.</summary>
    public static bool AreAlike(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var longer = Math.Max(left.Length, right.Length);
        var most = longer / EditsPerLetters;
        return Math.Abs(left.Length - right.Length) <= most && Distance(left, right, most) <= most;
    }

    // Letters that must be inserted, removed or replaced to get from one text to the other (Levenshtein); any number beyond the limit once it is sure.
    private static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
    {
        Span<int> row = right.Length < StackLimit ? stackalloc int[right.Length + 1] : new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
            row[column] = column;
        for (var line = 0; line < left.Length; line++)
        {
            var diagonal = row[0];
            var least = row[0] = line + 1;
            for (var column = 0; column < right.Length; column++)
            {
                var replaced = diagonal + (left[line] == right[column] ? 0 : 1);
                diagonal = row[column + 1];
                row[column + 1] = Math.Min(replaced, Math.Min(diagonal, row[column]) + 1);
                least = Math.Min(least, row[column + 1]);
            }
            if (least > limit)
                return least;
        }
        return row[right.Length];
    }
}
