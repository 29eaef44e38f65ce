namespace DuckDb;

/// <summary>Computes a list of texts from a text. It may be called from several threads at a time.</summary>
/// <param name="text">The text, UTF-8; never NULL.</param>
/// <param name="output">Where the elements are added; empty at the start.</param>
/// <returns>False: the result is NULL, whatever was added.</returns>
public delegate bool Utf8ToUtf8List(ReadOnlySpan<byte> text, Utf8ListBuilder output);
