using System.Text;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>Opens a received file with the reader that its first bytes call for; its name only says what it should be.</summary>
/// <param name="limits">Limits of files.</param>
/// <param name="workDirectory">Where a file in UTF-16 is put as UTF-8 while it is read.</param>
public sealed class ReceivedFileOpener(ReadingLimits limits, string workDirectory)
{
    private const int HeadLength = 4096;

    /// <summary>Opens the file.</summary>
    /// <param name="path">Where its bytes lie.</param>
    /// <param name="name">Its name as received.</param>
    /// <param name="sha256">The checksum it was received with, checked while reading; null when only the beginning is looked at.</param>
    /// <returns>The reader, or null when the file is empty: no bytes, or only a byte order mark.</returns>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    public IRecordReader? Open(string path, string name, string? sha256)
    {
        var bytes = new FileBytes(path, sha256);
        try
        {
            Span<byte> head = stackalloc byte[HeadLength];
            head = head[..bytes.Read(0, head)];
            var mark = ByteOrderMark.Of(head);
            if (head.Length == mark.Length)
            {
                bytes.Dispose();
                return null;
            }

            if (IsWorkbook(head))
            {
                bytes.Dispose();
                if (sha256 is not null)
                    CheckWhole(path, sha256);
                return new WorkbookReader(path, limits);
            }

            if (HasWorkbookName(name))
                throw new UnreadableFileException("The file is named as a workbook and is none.");
            if (mark.Utf16 is { } encoding)
            {
                bytes.Dispose();
                bytes = Transcode(path, sha256, encoding, mark.Length);
                return OpenText(bytes, 0, sha256 is null);
            }

            return OpenText(bytes, mark.Length, sha256 is null);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static bool IsWorkbook(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\x03\x04"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    private static bool HasWorkbookName(string name) =>
        name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xls", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xlsm", StringComparison.OrdinalIgnoreCase);

    private static void CheckWhole(string path, string sha256)
    {
        using var bytes = new FileBytes(path, sha256);
        var buffer = new byte[64 * 1024];
        var position = 0L;
        while (bytes.Read(position, buffer) is var count and > 0)
            position += count;
    }

    private IRecordReader OpenText(FileBytes bytes, long start, bool sampleOnly)
    {
        var first = FirstVisible(bytes, start);
        return first switch
        {
            (byte)'{' => new JsonLinesReader(bytes, start, limits, sampleOnly),
            (byte)'[' => throw new UnreadableFileException("The file is a JSON array; JSON lines, an object per line, can be read."),
            _ => new DelimitedReader(bytes, start, limits),
        };
    }

    private static byte FirstVisible(FileBytes bytes, long start)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        head = head[..bytes.Read(start, head)];
        var visible = head.IndexOfAnyExcept(" \t\r\n"u8);
        return visible < 0 ? (byte)0 : head[visible];
    }

    private FileBytes Transcode(string path, string? sha256, Encoding encoding, int start)
    {
        if (sha256 is not null)
            CheckWhole(path, sha256);
        Directory.CreateDirectory(workDirectory);
        var copy = Path.Combine(workDirectory, $"{Path.GetRandomFileName()}.txt");
        try
        {
            using (var source = File.OpenRead(path))
            using (var target = File.Create(copy))
            {
                source.Position = start;
                using var utf8 = Encoding.CreateTranscodingStream(source, encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                utf8.CopyTo(target);
            }

            return new FileBytes(copy, sha256: null, deleteOnClose: true);
        }
        catch
        {
            File.Delete(copy);
            throw;
        }
    }
}
