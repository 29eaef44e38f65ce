namespace DuckDb;

/// <summary>The elements of one LIST, ARRAY or MAP value: a stretch of the vector that holds those of all rows.</summary>
public readonly ref struct DuckList
{
    internal DuckList(DuckVector elements, int offset, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)(uint)offset + (uint)count, (ulong)elements.RowCount, nameof(count));
        Elements = elements;
        Offset = offset;
        Count = count;
    }

    /// <summary>The elements of all rows.</summary>
    public DuckVector Elements { get; }

    /// <summary>Where this list begins in <see cref="Elements"/>.</summary>
    public int Offset { get; }

    /// <summary>How many elements it has.</summary>
    public int Count { get; }

    /// <summary>Whether the element at the given place of this list is NULL.</summary>
    public bool IsNull(int index) => Elements.IsNull(Row(index));

    /// <summary>The bytes of a VARCHAR element.</summary>
    public ReadOnlySpan<byte> Utf8(int index) => Elements.Utf8(Row(index));

    /// <summary>A VARCHAR element.</summary>
    public string String(int index) => Elements.String(Row(index));

    /// <summary>The row of <see cref="Elements"/> that holds the element at the given place of this list.</summary>
    public int Row(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return Offset + index;
    }
}
