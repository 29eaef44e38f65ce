using System.Security.Cryptography;
using System.Text;
using DataHound.Storage.Preparation.Reading;

namespace Storage.Tests.Preparation.Reading;

/// <summary>Files of a test, opened as received ones are.</summary>
public sealed class ReadingFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("datahound-reading-").FullName;

    public static IReadOnlyList<string> Show(IRecordReader? reader)
    {
        using (reader)
        {
            var lines = new List<string>();
            while (reader!.Read())
            {
                var cells = reader.Defect is null ? string.Join('|', Enumerable.Range(0, reader.Headings.Count).Select(i => Encoding.UTF8.GetString(reader.Field(i)))) : $"<{reader.Defect}>";
                lines.Add($"{reader.Line}: {cells}");
            }

            return lines;
        }
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    public string Write(string name, byte[] content)
    {
        var path = PathOf(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public IRecordReader? Open(string name, byte[] content, ReadingLimits? limits = null) =>
        new ReceivedFileOpener(limits ?? new ReadingLimits(), _folder).Open(Write(name, content), name, Convert.ToHexStringLower(SHA256.HashData(content)));

    public IReadOnlyList<string> Read(string text, ReadingLimits? limits = null) => Show(Open("file.csv", Encoding.UTF8.GetBytes(text), limits));

    public int FileCount => Directory.GetFiles(_folder).Length;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
