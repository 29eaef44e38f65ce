using System.Text;
using System.Text.Json;
using DataHound.Domain.Preparation;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>The cells of one JSON line: text as it is, numbers and booleans as written, null as nothing, a list of texts joined by commas, anything else as JSON.</summary>
/// <param name="limits">Limits of cells.</param>
internal sealed class JsonLineCells(ReadingLimits limits)
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _properties = [];
    private readonly FieldScratch _scratch = new();
    private (int Start, int Length)[] _cells = [];
    private byte[] _repaired = [];

    /// <summary>The properties learnt, in order of first appearance.</summary>
    internal IReadOnlyList<string> Properties => _properties;

    /// <summary>Adds a line's properties; a line that is no object adds none.</summary>
    internal void LearnProperties(ReadOnlySpan<byte> line)
    {
        var known = _properties.Count;
        try
        {
            var json = new Utf8JsonReader(Repaired(line));
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString()!;
                if (_columns.TryAdd(name, _properties.Count))
                    _properties.Add(name);
                json.Skip();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            foreach (var name in _properties[known..])
                _columns.Remove(name);
            _properties.RemoveRange(known, _properties.Count - known);
        }
    }

    /// <summary>Reads a line's cells; the rule that the line breaks, or null.</summary>
    internal string? Read(ReadOnlySpan<byte> line)
    {
        _scratch.Clear();
        if (_cells.Length < _properties.Count)
            _cells = new (int, int)[_properties.Count];
        Array.Clear(_cells);
        if (line.Contains((byte)0))
            return RowRule.NulByte;
        try
        {
            return ReadObject(new Utf8JsonReader(Repaired(line)));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return RowRule.UnreadableJson;
        }
    }

    /// <summary>A cell of the line read last; empty where the line lacks the property.</summary>
    internal ReadOnlySpan<byte> Field(int column) => _scratch.Slice(_cells[column].Start, _cells[column].Length);

    private string? ReadObject(Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return RowRule.UnreadableJson;
        var defect = default(string);
        for (var expected = 0; json.Read() && json.TokenType == JsonTokenType.PropertyName; expected++)
        {
            var column = expected < _properties.Count && json.ValueTextEquals(_properties[expected]) ? expected : _columns.GetValueOrDefault(json.GetString()!, -1);
            json.Read();
            var start = _scratch.Used;
            WriteValue(ref json);
            var length = _scratch.Used - start;
            if (length > limits.MaximumCellBytes)
                defect = RowRule.CellTooLong;
            if (_scratch.Slice(start, length).Contains((byte)0))
                defect = RowRule.NulByte;
            if (column >= 0)
                _cells[column] = (start, length);
        }

        return json.Read() ? RowRule.UnreadableJson : defect;
    }

    private void WriteValue(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                WriteText(ref json);
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                _scratch.Append(json.ValueSpan);
                break;
            case JsonTokenType.Null:
                break;
            default:
                WriteNested(ref json);
                break;
        }
    }

    private void WriteText(ref Utf8JsonReader json)
    {
        var room = _scratch.Reserve(json.ValueSpan.Length);
        _scratch.Commit(json.CopyString(room));
    }

    private void WriteNested(ref Utf8JsonReader json)
    {
        using var value = JsonDocument.ParseValue(ref json);
        var element = value.RootElement;
        var isListOfTexts = element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
        _scratch.Append(Encoding.UTF8.GetBytes(isListOfTexts ? string.Join(", ", element.EnumerateArray().Select(item => item.GetString())) : element.GetRawText()));
    }

    private ReadOnlySpan<byte> Repaired(ReadOnlySpan<byte> line)
    {
        if (Utf8Repair.IsValid(line))
            return line;
        if (_repaired.Length < line.Length * Utf8Repair.Growth)
            _repaired = new byte[line.Length * Utf8Repair.Growth];
        return _repaired.AsSpan(0, Utf8Repair.FromWindows1252(line, _repaired));
    }
}
