using DataHound.Domain.Preparation;

namespace DataHound.Storage.Preparation;

/// <summary>The columns of a batch: the dataset's known ones in their order, then what its files have beyond them, in order of appearance.</summary>
internal static class StagedColumns
{
    /// <summary>Name of the column that holds an order number of the row in its batch.</summary>
    internal const string Sequence = "_seq";

    /// <summary>Separates the phones of a cell while they are text.</summary>
    internal const byte ElementSeparator = 0x1F;

    /// <summary>Separates a turn's role from its text while they are text.</summary>
    internal const byte RoleSeparator = 0x1E;

    /// <summary>Separates the notes of a row while they are text.</summary>
    internal const byte IssueSeparator = (byte)'\n';

    /// <summary>The union over the files of a batch.</summary>
    internal static IReadOnlyList<FileColumn> Of(DatasetSchema schema, DatasetExtraction extraction, IEnumerable<IReadOnlyList<FileColumn>> files)
    {
        var columns = new List<FileColumn>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (schema.Columns.All(column => column.Name != extraction.Key) && names.Add(extraction.Key))
            columns.Add(new FileColumn(extraction.Key, ColumnType.Code));
        foreach (var column in schema.Columns.Select(column => new FileColumn(column.Name, column.Type)).Concat(files.SelectMany(file => file)))
        {
            if (names.Add(column.Name))
                columns.Add(column);
        }

        var typed = columns.FindAll(column => column.Type is not (ColumnType.Text or ColumnType.Code) && extraction.Contract.ActionFor(DriftKind.Type, column.Name) is ContractAction.Evolve);
        columns.AddRange(typed.Select(column => new FileColumn($"{column.Name}_raw", ColumnType.Text, RawOf: column.Name)).Where(column => names.Add(column.Name)));

        return columns;
    }

    /// <summary>The type that a cell has while the batch is gathered: lists are still text.</summary>
    internal static string SqlType(ColumnType type) => type switch
    {
        ColumnType.Timestamp => "TIMESTAMP",
        ColumnType.Money => "DECIMAL(18,2)",
        ColumnType.Integer => "INTEGER",
        ColumnType.Boolean => "BOOLEAN",
        _ => "VARCHAR",
    };
}
