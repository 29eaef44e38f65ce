namespace DataHound.Domain.Events;

/// <summary>Finds words in text: "test" is in "Test call", not in "Contest".</summary>
public static class WholeWords
{
    /// <summary>Whether the word (or words) occurs with no letter, digit or underscore directly before or after it, ignoring case.</summary>
    public static bool Contains(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
            return false;
        for (var start = 0; start <= text.Length - word.Length;)
        {
            var found = text[start..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                return false;
            var first = start + found;
            var after = first + word.Length;
            if ((first == 0 || !IsPartOfWord(text[first - 1])) && (after == text.Length || !IsPartOfWord(text[after])))
                return true;
            start = first + 1;
        }
        return false;
    }

    private static bool IsPartOfWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
