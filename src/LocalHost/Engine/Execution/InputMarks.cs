using System.Security.Cryptography;
using System.Text;
using LocalHost.Engine.History;

namespace LocalHost.Engine.Execution;

/// <summary>Digests of inputs: by them a call is known again after a rewind, although its input is not in the history.</summary>
internal static class InputMarks
{
    private const int Length = 12;

    /// <summary>A call with the digest of its input; anything else as it is.</summary>
    public static HistoryItem Marked(HistoryItem item) =>
        item is { Kind: HistoryItemKind.TaskScheduled or HistoryItemKind.ChildScheduled, Input: not null } ? item with { InputMark = Of(item.Input) } : item;

    /// <summary>The digest of an input; null for none.</summary>
    public static string? Of(string? input) =>
        input is null ? null : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(input)).AsSpan(0, Length));
}
