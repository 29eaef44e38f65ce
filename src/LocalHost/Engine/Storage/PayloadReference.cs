namespace LocalHost.Engine.Storage;

/// <summary>
/// What a row holds in the place of a text that was put aside. It begins with a character that JSON never begins with; any other text
/// that does is itself put aside, so a reference is never mistaken for a text.
/// </summary>
internal static class PayloadReference
{
    public const char Mark = '\u0001';

    public static string Write(Guid payload) => $"{Mark}{payload:N}";

    /// <summary>The payload a stored text stands for; null when it stands for itself.</summary>
    public static Guid? Read(string? stored) => stored is [Mark, ..] ? Guid.ParseExact(stored.AsSpan(1), "N") : null;

    /// <summary>The SQL expression of a column's text, wherever it is. A row with the column has hub and instance, too.</summary>
    /// <param name="row">The row's alias.</param>
    /// <param name="column">The column.</param>
    public static string Whole(string row, string column) =>
        $"""
        CASE WHEN starts_with({row}.{column}, chr(1)) THEN (
            SELECT p.data FROM durable.payloads p
            WHERE p.hub_id = {row}.hub_id AND p.instance_id = {row}.instance_id AND p.payload_id = substr({row}.{column}, 2)::uuid)
        ELSE {row}.{column} END
        """;
}
