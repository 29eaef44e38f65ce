namespace DataHound.Domain.Preparation;

/// <summary>What the text of a column means once it is typed.</summary>
public enum ColumnType
{
    /// <summary>Text, trimmed; null words are null.</summary>
    Text = 0,

    /// <summary>A key or code: text that never becomes a number (<c>00123</c> stays), but loses a spreadsheet's <c>.0</c>.</summary>
    Code = 1,

    /// <summary>A company-local instant without zone, to the second.</summary>
    Timestamp = 2,

    /// <summary>Money: decimal(18,2).</summary>
    Money = 3,

    /// <summary>A whole number of 32 bits.</summary>
    Integer = 4,

    /// <summary>True or false in one of the usual spellings.</summary>
    Boolean = 5,

    /// <summary>A list of telephone numbers of ten digits each.</summary>
    PhoneList = 6,

    /// <summary>One telephone number of ten digits.</summary>
    Phone = 7,

    /// <summary>The turns of a conversation, each with a role and a text.</summary>
    Turns = 8,
}
