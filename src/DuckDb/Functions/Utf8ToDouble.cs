namespace DuckDb;

/// <summary>Computes a floating-point number from a text. It may be called from several threads at a time.</summary>
/// <param name="text">The text, UTF-8; never NULL.</param>
/// <param name="value">The result.</param>
/// <returns>False: the result is NULL.</returns>
public delegate bool Utf8ToDouble(ReadOnlySpan<byte> text, out double value);
