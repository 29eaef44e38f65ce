namespace DuckDb;

/// <summary>Computes a truth value from a text. It may be called from several threads at a time.</summary>
/// <param name="text">The text, UTF-8; never NULL.</param>
/// <param name="value">The result.</param>
/// <returns>False: the result is NULL.</returns>
public delegate bool Utf8ToBoolean(ReadOnlySpan<byte> text, out bool value);
