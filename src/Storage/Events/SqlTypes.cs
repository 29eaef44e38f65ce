using DataHound.Domain.Preparation;

namespace DataHound.Storage.Events;

/// <summary>How columns of gold datasets are typed.</summary>
internal static class SqlTypes
{
    /// <summary>The SQL type of a column.</summary>
    public static string Of(ColumnType type) => type switch
    {
        ColumnType.Timestamp => "TIMESTAMP",
        ColumnType.Money => "DECIMAL(18,2)",
        ColumnType.Integer => "INTEGER",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.PhoneList => "VARCHAR[]",
        ColumnType.Turns => "STRUCT(role VARCHAR, text VARCHAR)[]",
        _ => "VARCHAR",
    };
}
