using System.Text;
using DataHound.Storage.Preparation.Reading;

namespace Storage.Tests.Preparation.Reading;

public sealed class JsonLinesReaderTests : IDisposable
{
    private readonly ReadingFolder _folder = new();

    [Fact]
    public void The_columns_are_all_properties_in_order_of_appearance()
    {
        using var reader = _folder.Open("x.jsonl", """
            {"a": "1", "b": 2.50}
            {"b": true, "c": null, "a": "é\n\"x\""}
            """u8.ToArray())!;

        reader.Headings.ShouldBe(["a", "b", "c"]);
        ReadingFolder.Show(reader).ShouldBe(["1: 1|2.50|", "2: é\n\"x\"|true|"]);
    }

    [Fact]
    public void A_list_of_texts_is_joined_and_other_nested_values_stay_json() =>
        ReadingFolder.Show(_folder.Open("x.jsonl", """{"a": ["1", "2"], "b": {"c": [1]}, "d": [1, 2]}"""u8.ToArray())).ShouldBe(["""1: 1, 2|{"c": [1]}|[1, 2]"""]);

    [Fact]
    public void A_line_that_is_no_object_is_set_aside_alone() =>
        ReadingFolder.Show(_folder.Open("x.jsonl", Encoding.UTF8.GetBytes("{\"a\": 1}\n{\"a\": 2\n\n[1]\n{\"a\": 3} x\n{\"a\": 4}\n{\"a\"")))
            .ShouldBe(["1: 1", "2: <unreadable_json>", "4: <unreadable_json>", "5: <unreadable_json>", "6: 4", "7: <unreadable_json>"]);

    [Fact]
    public void A_cell_too_long_or_with_a_nul_sets_its_line_aside() =>
        ReadingFolder.Show(_folder.Open("x.jsonl", Encoding.UTF8.GetBytes($"{{\"a\": \"{new string('x', 50)}\"}}\n{{\"a\": \"\\u0000\"}}\n{{\"a\": \"ok\"}}"), new ReadingLimits { MaximumCellBytes = 40 }))
            .ShouldBe(["1: <cell_too_long>", "2: <nul_byte>", "3: ok"]);

    [Fact]
    public void Lines_in_another_encoding_are_read() =>
        ReadingFolder.Show(_folder.Open("x.jsonl", Encoding.Latin1.GetBytes("{\"a\": \"José\"}"))).ShouldBe(["1: José"]);

    [Fact]
    public void A_json_array_is_refused_with_a_reason() =>
        Should.Throw<UnreadableFileException>(() => _folder.Open("x.json", "[{\"a\": 1}]"u8.ToArray())).Message.ShouldContain("JSON lines");

    public void Dispose() => _folder.Dispose();
}
