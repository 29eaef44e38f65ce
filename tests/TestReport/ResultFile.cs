using System.Xml;
using System.Xml.Linq;

namespace TestReport;

/// <summary>The results of one test project, read from its trx file.</summary>
internal sealed record ResultFile
{
    private static readonly XNamespace Names = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public required string Project { get; init; }

    public required IReadOnlyList<TestResult> Results { get; init; }

    public int Passed => Results.Count(result => result.Passed);

    public int Failed => Results.Count(result => result.Failed);

    public int Skipped => Results.Count(result => result.Skipped);

    /// <summary>Reads the file. Null when it is missing or cut off: then the test process ended before it could write it.</summary>
    public static ResultFile? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var results = XDocument.Load(path).Descendants(Names + "UnitTestResult").Select(ReadResult).ToList();
            return new ResultFile { Project = Path.GetFileNameWithoutExtension(path), Results = results };
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static TestResult ReadResult(XElement element)
    {
        var output = element.Element(Names + "Output");
        var message = output?.Element(Names + "ErrorInfo")?.Element(Names + "Message")?.Value ?? output?.Element(Names + "StdOut")?.Value;
        return new TestResult
        {
            Name = element.Attribute("testName")?.Value ?? "(a test without a name)",
            Outcome = element.Attribute("outcome")?.Value ?? "(no outcome)",
            Message = message?.Trim() ?? string.Empty,
        };
    }
}
