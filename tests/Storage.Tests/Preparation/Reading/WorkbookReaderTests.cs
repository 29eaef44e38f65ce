using System.IO.Compression;
using System.Text;
using DataHound.Storage.Preparation.Reading;

namespace Storage.Tests.Preparation.Reading;

public sealed class WorkbookReaderTests : IDisposable
{
    private readonly ReadingFolder _folder = new();

    [Fact]
    public void Cells_become_the_text_that_delimited_exports_have()
    {
        using var reader = _folder.Open("x.xlsx", Workbook(
            """<row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c><c r="B1" t="inlineStr"><is><t>When</t></is></c><c r="C1" t="inlineStr"><is><t>Flag</t></is></c></row>""",
            """<row r="2"><c r="A2"><v>17850</v></c><c r="B2" s="1"><v>42179.8333333333</v></c><c r="C2" t="b"><v>1</v></c></row>""",
            """<row r="4"><c r="A4"><v>0.1</v></c><c r="B4"><v>42179.5</v></c><c r="C4" t="inlineStr"><is><t> é </t></is></c></row>"""))!;

        reader.Headings.ShouldBe(["ID", "When", "Flag"]);
        ReadingFolder.Show(reader).ShouldBe(["2: 17850|2015-06-24T20:00:00|true", "4: 0.1|42179.5| é "]);
    }

    [Fact]
    public void A_damaged_workbook_is_unreadable()
    {
        var workbook = Workbook("""<row r="1"><c r="A1"><v>1</v></c></row>""");

        Should.Throw<UnreadableFileException>(() => _folder.Open("x.xlsx", workbook[..(workbook.Length / 2)])).Message.ShouldBe("The workbook is damaged or protected.");
    }

    [Fact]
    public void A_workbook_damaged_inside_is_unreadable()
    {
        var workbook = Workbook([.. Enumerable.Range(1, 2_000).Select(i => $"""<row r="{i}"><c r="A{i}"><v>{i * 7919}</v></c></row>""")]);
        for (var i = 0; i < 200; i++)
            workbook[(workbook.Length / 3) + i] ^= 0x5A;

        Should.Throw<UnreadableFileException>(() => ReadingFolder.Show(_folder.Open("x.xlsx", workbook)));
    }

    [Fact]
    public void A_file_that_only_has_a_workbooks_name_is_unreadable() =>
        Should.Throw<UnreadableFileException>(() => _folder.Open("x.xlsx", "a,b\n1,2\n"u8.ToArray()));

    [Fact]
    public void A_workbook_without_rows_is_unreadable() =>
        Should.Throw<UnreadableFileException>(() => _folder.Open("x.xlsx", Workbook())).Message.ShouldContain("no rows");

    public void Dispose() => _folder.Dispose();

    private static byte[] Workbook(params string[] rows)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>""");
            Add(zip, "_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add(zip, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>""");
            Add(zip, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
            Add(zip, "xl/styles.xml", $"""<styleSheet xmlns="{Main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>""");
            Add(zip, "xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{Main}"><sheetData>{string.Concat(rows)}</sheetData></worksheet>""");
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string xml)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(xml));
    }
}
