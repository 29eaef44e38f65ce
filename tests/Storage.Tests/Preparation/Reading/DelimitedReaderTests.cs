using System.Text;
using DataHound.Storage.Preparation.Reading;
using FsCheck;
using FsCheck.Fluent;

namespace Storage.Tests.Preparation.Reading;

public sealed class DelimitedReaderTests : IDisposable
{
    private readonly ReadingFolder _folder = new();

    [Theory]
    [InlineData("a,b\n1,2\n", "2: 1|2")]
    [InlineData("a;b\r\n1;2,5\r\n", "2: 1|2,5")]
    [InlineData("a\tb\r1\t2\r", "2: 1|2")]
    [InlineData("a|b\n1|2", "2: 1|2")]
    [InlineData("a\n1\n", "2: 1")]
    [InlineData("\n\na,b\n1,2\n", "4: 1|2")]
    [InlineData("\"a\",\"b;c;d\"\n1,2\n", "2: 1|2")]
    public void Delimiters_and_line_ends_are_found_out(string text, string expected) => _folder.Read(text).ShouldBe([expected]);

    [Fact]
    public void Quoted_cells_may_hold_delimiters_line_ends_and_quotes() =>
        _folder.Read("a,b\n\"x,y\",\"one\r\ntwo\nthree\"\n\"he said \"\"hi\"\"\",\"\"\nlast,\"\"\"\"\n")
            .ShouldBe(["2: x,y|one\r\ntwo\nthree", "5: he said \"hi\"|", "6: last|\""]);

    [Fact]
    public void A_stray_quote_within_a_line_is_taken_as_it_stands() => _folder.Read("a,b\n5\" pipe,2\n\"5\" pipe\",2\n").ShouldBe(["2: 5\" pipe|2", "3: 5\" pipe|2"]);

    [Fact]
    public void Blank_rows_are_skipped_but_keep_their_numbers()
    {
        using var reader = _folder.Open("file.csv", "a,b\n1,2\n\n , \n3,4\n"u8.ToArray())!;

        reader.Read().ShouldBeTrue();
        reader.Read().ShouldBeTrue();

        (reader.Line, reader.Record, reader.Rows).ShouldBe((5, 4, 2));
        reader.Read().ShouldBeFalse();
    }

    [Fact]
    public void A_row_with_fewer_cells_has_empty_ones() => _folder.Read("a,b,c\n1\n").ShouldBe(["2: 1||"]);

    [Fact]
    public void A_row_with_more_cells_is_set_aside_unless_they_are_blank() => _folder.Read("a,b\n1,2,3\n4,5,, \n").ShouldBe(["2: <too_many_fields>", "3: 4|5"]);

    [Fact]
    public void An_unclosed_quote_spoils_its_own_line_only() =>
        _folder.Read("a,b\n1,\"lost\n2,two\n3,\"three\"\n").ShouldBe(["2: <unclosed_quote>", "3: 2|two", "4: 3|three"]);

    [Fact]
    public void An_unclosed_quote_before_a_line_of_other_shape_spoils_its_own_line_only() =>
        _folder.Read("a,b,c\n1,\"lost,3\n4,5,\"6\"\n7,8,9\n").ShouldBe(["2: <unclosed_quote>", "3: 4|5|6", "4: 7|8|9"]);

    [Fact]
    public void An_unclosed_quote_that_runs_to_the_end_spoils_its_own_line_only()
    {
        var rows = Enumerable.Range(3, 50_000).Select(i => $"{i},x");
        var lines = _folder.Read($"a,b\n1,\"lost\n{string.Join('\n', rows)}");

        lines.Count.ShouldBe(50_001);
        lines[0].ShouldBe("2: <unclosed_quote>");
        lines[1].ShouldBe("3: 3|x");
        lines[^1].ShouldBe("50002: 50002|x");
    }

    [Fact]
    public void The_raw_text_of_a_broken_record_is_its_line()
    {
        using var reader = _folder.Open("file.csv", "a,b\n1,\"lost\n2,two\n"u8.ToArray())!;

        reader.Read();

        Encoding.UTF8.GetString(reader.RawText()).ShouldBe("1,\"lost");
    }

    [Fact]
    public void A_cell_of_ten_megabytes_is_set_aside_and_reading_goes_on()
    {
        var huge = new string('x', 10 * 1024 * 1024);

        _folder.Read($"a,b\n1,{huge}\n2,two\n3,\"{huge}\"\n4,four\n").ShouldBe(["2: <cell_too_long>", "3: 2|two", "4: <cell_too_long>", "5: 4|four"]);
    }

    [Fact]
    public void A_line_longer_than_any_record_is_set_aside_once()
    {
        var limits = new ReadingLimits { MaximumRecordBytes = 300_000, MaximumCellBytes = 1000 };

        _folder.Read($"a,b\n1,{new string('x', 2_000_000)}\n2,two\n", limits).ShouldBe(["2: <cell_too_long>", "3: 2|two"]);
    }

    [Fact]
    public void The_raw_text_of_a_huge_record_is_cut_off()
    {
        using var reader = _folder.Open("file.csv", Encoding.UTF8.GetBytes($"a,b\n1,{new string('é', 2_000_000)}\n"))!;

        reader.Read();

        reader.RawText().Length.ShouldBeInRange(65_530, 65_540);
        Encoding.UTF8.GetString(reader.RawText()).ShouldEndWith("é…");
    }

    [Fact]
    public void A_nul_byte_sets_its_row_aside()
    {
        using var reader = _folder.Open("file.csv", "a,b\n1,x\0y\n2,two\n"u8.ToArray())!;

        reader.Read();

        reader.Defect.ShouldBe("nul_byte");
        Encoding.UTF8.GetString(reader.RawText()).ShouldBe("1,x\u2400y");
        ReadingFolder.Show(reader).ShouldBe(["3: 2|two"]);
    }

    [Fact]
    public void The_headings_once_more_are_a_repeated_header() => _folder.Read("a, b\n1,2\na,b\n3,4\na,c\n").ShouldBe(["2: 1|2", "3: <repeated_header>", "4: 3|4", "5: a|c"]);

    [Fact]
    public void Eight_hundred_columns_are_read_and_one_more_is_refused()
    {
        using (var reader = _folder.Open("wide.csv", Wide(800))!)
        {
            reader.Read().ShouldBeTrue();
            Encoding.UTF8.GetString(reader.Field(799)).ShouldBe("v799");
        }

        Should.Throw<UnreadableFileException>(() => _folder.Open("wider.csv", Wide(801))).Message.ShouldContain("801 columns");
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("latin1", false)]
    public void Every_encoding_gives_the_same_text(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = encoding.GetBytes("naïve,größe\nJosé,Müller\n");
        byte[] content = hasMark ? [.. encoding.GetPreamble(), .. text] : text;

        using var reader = _folder.Open("file.csv", content)!;

        reader.Headings.ShouldBe(["naïve", "größe"]);
        ReadingFolder.Show(reader).ShouldBe(["2: José|Müller"]);
    }

    [Fact]
    public void A_file_in_utf_16_leaves_no_copy_behind()
    {
        ReadingFolder.Show(_folder.Open("file.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a\n1\n")])).ShouldBe(["2: 1"]);

        _folder.FileCount.ShouldBe(1);
    }

    [Fact]
    public void One_cell_in_another_encoding_does_not_spoil_the_others()
    {
        byte[] content = [.. "a,b\né,"u8, 0xE9, 0x80, .. "\nü,x\n"u8];

        ReadingFolder.Show(_folder.Open("file.csv", content)).ShouldBe(["2: é|é€", "3: ü|x"]);
    }

    [Fact]
    public void A_file_that_is_not_the_received_one_is_noticed_before_its_end()
    {
        var path = _folder.Write("file.csv", "a,b\n1,2\n"u8.ToArray());
        using var reader = new ReceivedFileOpener(new ReadingLimits(), Path.GetTempPath()).Open(path, "file.csv", new string('0', 64))!;

        Should.Throw<UnreadableFileException>(() => ReadingFolder.Show(reader)).Message.ShouldContain("changed");
    }

    [Fact]
    public void A_file_that_is_cut_while_it_is_read_is_noticed()
    {
        var content = Encoding.ASCII.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 500_000)));
        using var reader = _folder.Open("file.csv", content)!;
        reader.Read();

        using (var file = new FileStream(_folder.PathOf("file.csv"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(1_000_000);

        Should.Throw<UnreadableFileException>(() => ReadingFolder.Show(reader)).Message.ShouldContain("changed");
    }

    [Theory]
    [InlineData("a,\"b\n1,2\n")]
    [InlineData("a\0b,c\n1,2\n")]
    [InlineData(" , \n\n")]
    public void A_file_without_usable_headings_is_unreadable(string text) => Should.Throw<UnreadableFileException>(() => _folder.Read(text));

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    public void A_file_without_text_is_empty(byte[] content) => _folder.Open("file.csv", content).ShouldBeNull();

    [Fact]
    public void Headings_alone_are_a_file_of_no_rows() => _folder.Read("a,b\n").ShouldBeEmpty();

    [Fact]
    public void Whatever_is_written_by_the_rules_of_quoting_comes_back() => Prop.ForAll(Rows().ToArbitrary(), rows =>
    {
        var text = new StringBuilder("a,b,c\r\n");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");

        var cells = new List<string[]>();
        using var reader = _folder.Open("file.csv", Encoding.UTF8.GetBytes(text.ToString()))!;
        while (reader.Read())
            cells.Add([.. Enumerable.Range(0, 3).Select(i => Encoding.UTF8.GetString(reader.Field(i)))]);

        cells.ShouldBe(rows);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_bytes_break_the_reader_and_every_record_is_accounted_for() => Prop.ForAll(Noise().ToArbitrary(), noise =>
    {
        using var reader = _folder.Open("noise.csv", [.. "a,b\n"u8, .. noise])!;
        var shown = 0L;
        while (reader.Read())
        {
            shown++;
            reader.Line.ShouldBeLessThanOrEqualTo(2 + noise.Count(value => value is (byte)'\n' or (byte)'\r'));
            reader.RawText().Length.ShouldBeGreaterThanOrEqualTo(0);
        }

        reader.Rows.ShouldBe(shown);
    }).QuickCheckThrowOnFailure();

    public void Dispose() => _folder.Dispose();

    private static byte[] Wide(int columns) => Encoding.ASCII.GetBytes(
        $"{string.Join(',', Enumerable.Range(0, columns).Select(i => $"c{i}"))}\n{string.Join(',', Enumerable.Range(0, columns).Select(i => $"v{i}"))}\n");

    private static Gen<string[][]> Rows() =>
        Gen.Elements("x", "", "a,b", "two\nlines", "cr\r\nlf", "\"", "say \"hi\"", "ünï", " blank ").ArrayOf(3).Where(row => row.Any(cell => cell.Trim().Length > 0)).ArrayOf();

    private static Gen<byte[]> Noise() => Gen.Elements((byte)'a', (byte)',', (byte)'"', (byte)'\n', (byte)'\r', (byte)' ', (byte)0, (byte)0xE9, (byte)0xC3).ArrayOf();
}
