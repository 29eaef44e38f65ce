namespace DataHound.Storage.DataPlane.Verification;

/// <summary>What a verification may find wrong. The words appear in reports and answers.</summary>
internal static class FindingKinds
{
    /// <summary>The object is not there.</summary>
    public const string Missing = "missing";

    /// <summary>The object has another length than was written; its bytes differ then too.</summary>
    public const string Size = "size";

    /// <summary>The object has other bytes than were written, or a version's checksum does not follow from its files'.</summary>
    public const string Checksum = "checksum";

    /// <summary>The file holds another number of rows than its manifest says, or the version's number is not the sum.</summary>
    public const string RowCount = "row_count";

    /// <summary>The bytes are those that were written and yet no Parquet file that can be read, or the store cannot give them.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>Nothing names the object.</summary>
    public const string Orphan = "orphan";

    /// <summary>All kinds, in the order in which reports count them.</summary>
    public static IReadOnlyList<string> All { get; } = [Missing, Size, Checksum, RowCount, Unreadable, Orphan];
}
