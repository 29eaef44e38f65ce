using System.Text;
using System.Text.Json;

namespace DataHound.Functions.Http;

/// <summary>Finds in a JSON body what its shape alone does not show: text that cannot be stored, and lists with nothing in a place.</summary>
internal static class JsonText
{
    /// <summary>Refuses the character NUL, halves of surrogate pairs, and null as an item of a list.</summary>
    /// <exception cref="JsonException">The text is no JSON, or holds such a thing; the line is named.</exception>
    public static void Check(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var containers = new Stack<JsonTokenType>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    containers.Push(reader.TokenType);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    containers.Pop();
                    break;
                case JsonTokenType.String or JsonTokenType.PropertyName when !IsFit(ref reader):
                    throw At("A text holds the character NUL or half a character.", bytes, reader.TokenStartIndex);
                case JsonTokenType.Null when containers.TryPeek(out var container) && container is JsonTokenType.StartArray:
                    throw At("An item of a list is null.", bytes, reader.TokenStartIndex);
            }
        }
    }

    private static bool IsFit(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return true;
        try
        {
            return !reader.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonException At(string message, byte[] bytes, long position) =>
        new(message, path: null, lineNumber: bytes.AsSpan(0, (int)position).Count((byte)'\n'), bytePositionInLine: null);
}
