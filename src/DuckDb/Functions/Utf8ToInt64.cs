namespace DuckDb;

/// <summary>Computes a number (a count, a timestamp's microseconds, a decimal's unscaled value) from a text. It may be called from several threads at a time.</summary>
/// <param name="text">The text, UTF-8; never NULL.</param>
/// <param name="value">The result.</param>
/// <returns>False: the result is NULL.</returns>
public delegate bool Utf8ToInt64(ReadOnlySpan<byte> text, out long value);
