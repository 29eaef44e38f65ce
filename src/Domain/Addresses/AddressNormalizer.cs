namespace DataHound.Domain.Addresses;

/// <summary>Brings street addresses into the one spelling in which they are compared.</summary>
public static class AddressNormalizer
{
    private const int StackLimit = 512;

    // A word grows at most from two letters to nine (NE, NORTHEAST).
    private const int Growth = 5;

    /// <summary>Normalises the part before the first comma; null when nothing of it is left.</summary>
    public static NormalizedAddress? Normalize(ReadOnlySpan<char> address)
    {
        var comma = address.IndexOf(',');
        if (comma >= 0)
            address = address[..comma];
        var words = new WordReader(address);
        Span<char> street = address.Length * Growth <= StackLimit ? stackalloc char[StackLimit] : new char[address.Length * Growth];
        Span<char> word = address.Length <= StackLimit ? stackalloc char[StackLimit] : new char[address.Length];
        var length = 0;
        var hasNumber = false;
        for (var position = 0; words.Next(word, out var size); position++)
        {
            ReadOnlySpan<char> current = word[..size];
            if (position == 0)
                hasNumber = char.IsAsciiDigit(current[0]);
            if (hasNumber && position >= 2 && AddressWords.IsUnit(current))
                return new NormalizedAddress(new string(street[..length]), UnitAfter(ref words, word));
            if (position > 0)
                street[length++] = ' ';
            var full = AddressWords.InFull(current, suffixAllowed: position > (hasNumber ? 1 : 0));
            full.CopyTo(street[length..]);
            length += full.Length;
        }
        return length == 0 ? null : new NormalizedAddress(new string(street[..length]), null);
    }

    private static string? UnitAfter(ref WordReader words, scoped Span<char> word)
    {
        while (words.Next(word, out var size))
        {
            if (word[0] != AddressWords.UnitSign)
                return new string(word[..size]);
        }
        return null;
    }

    /// <summary>Reads upper-case words; the unit sign is a word of its own wherever it stands.</summary>
    private ref struct WordReader(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public bool Next(scoped Span<char> word, out int size)
        {
            size = 0;
            var read = 0;
            for (; read < _rest.Length; read++)
            {
                var letter = char.ToUpperInvariant(_rest[read]);
                if (letter == AddressWords.UnitSign)
                {
                    if (size == 0)
                    {
                        word[size++] = letter;
                        read++;
                    }
                    break;
                }
                if (char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))
                    word[size++] = letter;
                else if (size > 0)
                    break;
            }
            _rest = _rest[read..];
            return size > 0;
        }
    }
}
