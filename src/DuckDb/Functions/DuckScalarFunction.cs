using System.Buffers;

namespace DuckDb;

/// <summary>
/// A function written in C#, to be called in SQL. The general form works on vectors; the <c>From</c> methods make one from a plain
/// delegate on a single text. No strings are made unless the callback makes them.
/// </summary>
public sealed record DuckScalarFunction
{
    /// <summary>The name in SQL.</summary>
    public required string Name { get; init; }

    /// <summary>The types of the arguments.</summary>
    public required IReadOnlyList<DuckType> Parameters { get; init; }

    /// <summary>The type of the result.</summary>
    public required DuckType Returns { get; init; }

    /// <summary>What computes it.</summary>
    public required DuckScalarCallback Callback { get; init; }

    /// <summary>What happens to rows with NULL arguments.</summary>
    public DuckNullHandling Nulls { get; init; } = DuckNullHandling.Propagate;

    /// <summary>True when the same arguments may give another result each time: the engine then never calls it once for many rows.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>A text to a text.</summary>
    public static DuckScalarFunction From(string name, Utf8ToUtf8 function) => OfText(name, DuckType.Varchar, (in DuckChunk input, ref DuckVectorWriter output) =>
    {
        var texts = input.Column(0);
        var buffer = new ArrayBufferWriter<byte>(256);
        for (var row = 0; row < input.RowCount; row++)
        {
            buffer.ResetWrittenCount();
            if (!texts.IsNull(row) && function(texts.Utf8(row), buffer))
            {
                output.SetUtf8(row, buffer.WrittenSpan);
            }
            else
            {
                output.SetNull(row);
            }
        }
    });

    /// <summary>A text to a list of texts.</summary>
    public static DuckScalarFunction From(string name, Utf8ToUtf8List function) => OfText(name, DuckType.VarcharList, (in DuckChunk input, ref DuckVectorWriter output) =>
    {
        var texts = input.Column(0);
        var list = new Utf8ListBuilder();
        for (var row = 0; row < input.RowCount; row++)
        {
            list.Clear();
            if (!texts.IsNull(row) && function(texts.Utf8(row), list))
            {
                list.WriteTo(ref output, row);
            }
            else
            {
                output.SetNull(row);
            }
        }
    });

    /// <summary>A text to a number: an integer type, or a TIMESTAMP's microseconds, a DATE's days, a DECIMAL's unscaled value.</summary>
    /// <param name="name">The name in SQL.</param>
    /// <param name="function">What computes it.</param>
    /// <param name="returns">The type of the result; null: BIGINT.</param>
    public static DuckScalarFunction From(string name, Utf8ToInt64 function, DuckType? returns = null) => OfText(name, returns ?? DuckType.BigInt, (in DuckChunk input, ref DuckVectorWriter output) =>
    {
        var texts = input.Column(0);
        for (var row = 0; row < input.RowCount; row++)
        {
            if (!texts.IsNull(row) && function(texts.Utf8(row), out var value))
            {
                output.SetStored(row, value);
            }
            else
            {
                output.SetNull(row);
            }
        }
    });

    /// <summary>A text to a truth value.</summary>
    public static DuckScalarFunction From(string name, Utf8ToBoolean function) => OfText(name, DuckType.Boolean, (in DuckChunk input, ref DuckVectorWriter output) =>
    {
        var texts = input.Column(0);
        for (var row = 0; row < input.RowCount; row++)
        {
            if (!texts.IsNull(row) && function(texts.Utf8(row), out var value))
            {
                output.SetBoolean(row, value);
            }
            else
            {
                output.SetNull(row);
            }
        }
    });

    /// <summary>A text to a floating-point number.</summary>
    public static DuckScalarFunction From(string name, Utf8ToDouble function) => OfText(name, DuckType.Double, (in DuckChunk input, ref DuckVectorWriter output) =>
    {
        var texts = input.Column(0);
        for (var row = 0; row < input.RowCount; row++)
        {
            if (!texts.IsNull(row) && function(texts.Utf8(row), out var value))
            {
                output.SetDouble(row, value);
            }
            else
            {
                output.SetNull(row);
            }
        }
    });

    private static DuckScalarFunction OfText(string name, DuckType returns, DuckScalarCallback callback) =>
        new() { Name = name, Parameters = [DuckType.Varchar], Returns = returns, Callback = callback };
}
