using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace DuckDb;

/// <summary>Reads the engine's error texts: the kind where only a text is given, and a summary that quotes nothing.</summary>
internal static partial class ErrorText
{
    private const int LongestSummary = 200;
    private const int LongestPrefix = 30;
    private const string PrefixEnd = " Error: ";

    // Functions report errors of this kind in words of their own, with or without quotes; only these beginnings are the engine's.
    private static readonly string[] KnownInputs = ["CSV Error", "Could not parse string", "Cannot change configuration", "No files found", "Failed to append"];

    private static readonly (string Prefix, DuckErrorKind Kind)[] Prefixes =
    [
        ("Parser", DuckErrorKind.Parser),
        ("Syntax", DuckErrorKind.Syntax),
        ("Binder", DuckErrorKind.Binder),
        ("Catalog", DuckErrorKind.Catalog),
        ("Conversion", DuckErrorKind.Conversion),
        ("Out of Range", DuckErrorKind.OutOfRange),
        ("Mismatch Type", DuckErrorKind.MismatchType),
        ("Constraint", DuckErrorKind.Constraint),
        ("Invalid Input", DuckErrorKind.InvalidInput),
        ("Invalid type", DuckErrorKind.InvalidType),
        ("IO", DuckErrorKind.InputOutput),
        ("Permission", DuckErrorKind.Permission),
        ("Out of Memory", DuckErrorKind.OutOfMemory),
        ("INTERRUPT", DuckErrorKind.Interrupt),
        ("TransactionContext", DuckErrorKind.Transaction),
        ("Transaction", DuckErrorKind.Transaction),
        ("Not implemented", DuckErrorKind.NotImplemented),
        ("Missing Extension", DuckErrorKind.MissingExtension),
        ("Extension Autoloading", DuckErrorKind.Autoload),
        ("Invalid Configuration", DuckErrorKind.InvalidConfiguration),
        ("Parameter Not Resolved", DuckErrorKind.ParameterNotResolved),
        ("Parameter Not Allowed", DuckErrorKind.ParameterNotAllowed),
        ("Dependency", DuckErrorKind.Dependency),
        ("HTTP", DuckErrorKind.Http),
        ("Sequence", DuckErrorKind.Sequence),
        ("Serialization", DuckErrorKind.Serialization),
        ("Connection", DuckErrorKind.Connection),
        ("Settings", DuckErrorKind.Settings),
        ("Object Size", DuckErrorKind.ObjectSize),
        ("Divide by Zero", DuckErrorKind.DivideByZero),
        ("FATAL", DuckErrorKind.Fatal),
        ("INTERNAL", DuckErrorKind.Internal),
    ];

    /// <summary>The text at a native pointer, or a plain sentence when the engine gives none.</summary>
    internal static string Read(nint text) => Marshal.PtrToStringUTF8(text) ?? "The engine gave no error text.";

    /// <summary>An exception from a text that begins with its kind ("Parser Error: ...").</summary>
    internal static DuckDbException ToException(string message)
    {
        foreach (var (prefix, kind) in Prefixes)
        {
            if (message.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && message.AsSpan(prefix.Length).StartsWith(" Error", StringComparison.OrdinalIgnoreCase))
            {
                return new DuckDbException(kind, message);
            }
        }

        return new DuckDbException(DuckErrorKind.Unknown, message);
    }

    internal static string Summarise(DuckErrorKind kind, string message)
    {
        var line = message.Replace("can't", "cannot", StringComparison.Ordinal).AsSpan();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        var prefix = line.IndexOf(PrefixEnd, StringComparison.OrdinalIgnoreCase);
        if (prefix is >= 0 and <= LongestPrefix)
        {
            line = line[(prefix + PrefixEnd.Length)..];
            if (kind is DuckErrorKind.InvalidInput or DuckErrorKind.Unknown && !IsKnownInput(line))
            {
                return $"{kind}: the text is left out, since it may come from the data";
            }
        }

        var text = Numbers().Replace(WithoutQuotes(line), "#");
        return text.Length > LongestSummary ? $"{kind}: {text[..LongestSummary]}…" : $"{kind}: {text}";
    }

    private static bool IsKnownInput(ReadOnlySpan<char> line)
    {
        foreach (var known in KnownInputs)
        {
            if (line.StartsWith(known, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // A quoted text may hold quotes itself, so everything between the first and the last goes; with only one, everything after it.
    private static string WithoutQuotes(ReadOnlySpan<char> line)
    {
        const string quotes = "'\"`";
        var first = line.IndexOfAny(quotes);
        if (first < 0)
        {
            return line.ToString();
        }

        var last = line.LastIndexOfAny(quotes);
        return last == first ? $"{line[..first]}…" : $"{line[..first]}…{line[(last + 1)..]}";
    }

    // Digits inside a word, as in INT64, are the name of a type; all others may be a value.
    [GeneratedRegex(@"(?<![A-Za-z_0-9])[-+]?\d[\d.,:eE+-]*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
