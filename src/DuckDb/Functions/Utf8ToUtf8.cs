using System.Buffers;

namespace DuckDb;

/// <summary>Computes a text from a text. It may be called from several threads at a time.</summary>
/// <param name="text">The text, UTF-8; never NULL.</param>
/// <param name="output">Where the result is written, as UTF-8; empty at the start.</param>
/// <returns>False: the result is NULL, whatever was written.</returns>
public delegate bool Utf8ToUtf8(ReadOnlySpan<byte> text, IBufferWriter<byte> output);
