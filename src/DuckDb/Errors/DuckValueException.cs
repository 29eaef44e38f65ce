namespace DuckDb;

/// <summary>
/// A value that the asked-for .NET type cannot hold: an infinite date, a year beyond 9999, a decimal beyond 96 bits, a number too wide.
/// The row and type are named, the value is not.
/// </summary>
public sealed class DuckValueException : DuckDbException
{
    /// <summary>A value of the given type, in the given row of its vector, that does not fit.</summary>
    public DuckValueException(DuckType type, long row, string reason)
        : base(DuckErrorKind.OutOfRange, $"The {type} value in row {row} of the vector {reason}.")
    {
        ValueType = type;
        Row = row;
    }

    /// <summary>The engine's type of the value.</summary>
    public DuckType ValueType { get; }

    /// <summary>The row within the chunk's vector, from 0.</summary>
    public long Row { get; }
}
