namespace DataHound.Storage.DataPlane.Tables;

/// <summary>Many expressions joined by one operator. They are nested in halves, because the engine limits how deep an expression may be.</summary>
public static class SqlChain
{
    /// <summary>The expressions in order, joined by an associative operator such as <c>OR</c>.</summary>
    public static string Of(string operation, IReadOnlyList<string> expressions)
    {
        if (expressions.Count <= 2)
            return string.Join($" {operation} ", expressions);
        var half = expressions.Count / 2;
        return $"({Of(operation, [.. expressions.Take(half)])}) {operation} ({Of(operation, [.. expressions.Skip(half)])})";
    }
}
