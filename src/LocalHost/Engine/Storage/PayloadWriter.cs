using System.Security.Cryptography;
using System.Text;
using LocalHost.Engine.Execution;
using LocalHost.Engine.History;

namespace LocalHost.Engine.Storage;

/// <summary>Puts aside the long texts of what is about to be stored for one instance.</summary>
/// <param name="threshold">The longest text that stays in its row, in bytes of UTF-8.</param>
/// <param name="instanceId">Whose payloads they become.</param>
/// <param name="source">
/// The generation or message they come from. The same text from the same source is stored once; from another it is another payload, so
/// that the end of one never takes away the other's.
/// </param>
internal sealed class PayloadWriter(int threshold, string instanceId, Guid source)
{
    private const int MostBytesPerCharacter = 3;

    private readonly List<NewPayload> _payloads = [];

    /// <summary>What was put aside, to be stored with what refers to it.</summary>
    public IReadOnlyList<NewPayload> Payloads => _payloads;

    /// <summary>What the row is to hold: the text, or a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="use">Texts of one use are never the same payload as those of another.</param>
    public string? Put(string? text, string use = "")
    {
        if (text is null || !IsLong(text))
        {
            return text;
        }

        var payload = new NewPayload(instanceId, IdOf(text, use), text);
        if (!_payloads.Exists(earlier => earlier.PayloadId == payload.PayloadId))
        {
            _payloads.Add(payload);
        }

        return PayloadReference.Write(payload.PayloadId);
    }

    /// <summary>An item as it is stored. What was put aside before keeps its reference; a call whose input is put aside gets its digest.</summary>
    public HistoryItem Put(HistoryItem item)
    {
        var data = item.DataReference is { } known ? PayloadReference.Write(known) : Put(item.Data);
        var input = Put(item.Input);
        if (!ReferenceEquals(data, item.Data))
        {
            item = item with { Data = data };
        }

        return ReferenceEquals(input, item.Input) ? item : item with { Input = input, InputMark = InputMarks.Of(item.Input) };
    }

    private bool IsLong(string text) =>
        text is [PayloadReference.Mark, ..]
        || (text.Length > threshold / MostBytesPerCharacter && Encoding.UTF8.GetByteCount(text) > threshold);

    private Guid IdOf(string text, string use)
    {
        var origin = Encoding.UTF8.GetBytes($"{source:N}{use}\n");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(origin);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
