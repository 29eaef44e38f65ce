using DataHound.Domain.Delivery;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Events;
using DuckDb;

namespace DataHound.Storage.Delivery;

/// <summary>The rules of lists as SQL functions.</summary>
public sealed class ListFunctions : ISqlFunctions
{
    /// <inheritdoc/>
    public IEnumerable<DuckScalarFunction> Functions =>
    [
        SqlRules.OfTexts("list_row_id", 2, parts => ListRow.Identity(parts[0], parts[1])),
        SqlRules.Of("list_row_hash", [DuckType.VarcharList], DuckType.Varchar, Hash),
        SqlRules.OfTexts("protect_cell", 1, parts => CsvCells.Protect(parts[0])),
    ];

    private static void Hash(in DuckChunk input, int row, ref DuckVectorWriter output)
    {
        var list = input.Column(0).List(row);
        var cells = new string?[list.Count];
        for (var index = 0; index < cells.Length; index++)
            cells[index] = list.IsNull(index) ? null : list.String(index);
        output.SetString(row, ListRow.Hash(cells));
    }
}
