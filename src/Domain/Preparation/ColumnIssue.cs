namespace DataHound.Domain.Preparation;

/// <summary>Notes about cells of good rows that could not be taken as they are: <c>column:rule</c> in the row's <c>_issues</c>, counted per batch.</summary>
public static class ColumnIssue
{
    /// <summary>A part of a phone cell is not a phone of ten digits; it is kept as written.</summary>
    public const string PhoneNotTenDigits = "phone_not_10_digits";

    /// <summary>The rule of a cell that does not type as its column demands; such a cell becomes null and never overwrites a master.</summary>
    public static string Untypable(ColumnType type) => type switch
    {
        ColumnType.Timestamp => "untypable_ts",
        ColumnType.Money => "untypable_money",
        ColumnType.Integer => "untypable_int",
        ColumnType.Boolean => "untypable_bool",
        ColumnType.Turns => "untypable_turns",
        _ => "untypable_text",
    };
}
