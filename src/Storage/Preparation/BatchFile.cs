using DataHound.Domain.Preparation;
using DataHound.Storage.Preparation.Reading;

namespace DataHound.Storage.Preparation;

/// <summary>A received file of a batch, opened.</summary>
internal sealed class BatchFile : IDisposable
{
    /// <summary>Its number in the batch, from 1.</summary>
    internal required int Number { get; init; }

    /// <summary>Its name as <c>delivery/name</c>.</summary>
    internal required string Source { get; init; }

    /// <summary>Its columns, in the file's order.</summary>
    internal required IReadOnlyList<FileColumn> Columns { get; init; }

    /// <summary>What its dataset's contract says about it.</summary>
    internal required FileContract Contract { get; init; }

    /// <summary>Its records.</summary>
    internal required IRecordReader Reader { get; init; }

    /// <summary>Records read so far.</summary>
    internal long RowsIn => Reader.Rows;

    /// <summary>Where each column of the batch stands in the file; -1 when the file lacks it.</summary>
    internal int[] PositionsOf(IReadOnlyList<FileColumn> batch)
    {
        var positions = new int[batch.Count];
        for (var i = 0; i < positions.Length; i++)
            positions[i] = PositionOf(batch[i].Name);
        return positions;
    }

    /// <summary>Columns of the batch that the file lacks.</summary>
    internal IReadOnlyList<string> AbsentOf(IReadOnlyList<FileColumn> batch) =>
        [.. batch.Where(column => column.RawOf is null).Select(column => column.Name).Where(name => PositionOf(name) < 0)];

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();

    private int PositionOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i].Name, name, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }
}
