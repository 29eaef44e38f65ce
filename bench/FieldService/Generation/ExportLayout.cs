using System.Text;

namespace DataHound.Bench.FieldService.Generation;

/// <summary>How one dataset's export looks: its file name, heading, delimiter and line end, which differ from export to export as in real life.</summary>
internal sealed class ExportLayout(string dataset, string fileName, string heading)
{
    /// <summary>An export tool's usual limit; larger exports come as several files.</summary>
    private const int UsualRowsPerFile = 500_000;

    private readonly string _heading = heading;

    public string Dataset { get; } = dataset;

    public string FileName { get; } = fileName;

    public byte Delimiter { get; init; } = (byte)',';

    public byte[] LineEnd { get; init; } = [(byte)'\n'];

    public bool ByteOrderMark { get; init; }

    public int RowsPerFile { get; init; } = UsualRowsPerFile;

    /// <summary>The heading line's bytes, without its line end.</summary>
    public byte[] Heading => Encoding.UTF8.GetBytes((ByteOrderMark ? "\uFEFF" : "") + _heading.Replace(',', (char)Delimiter));
}
