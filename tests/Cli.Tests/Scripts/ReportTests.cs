using DataHound.Cli.Tests.Fakes;
using TestReport;

namespace DataHound.Cli.Tests.Scripts;

/// <summary>The lines of ./test, made from result files.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _output.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_last_line_sums_all_projects()
    {
        Write("A.Tests", Passed + Passed + Skipped);
        Write("B.Tests", Passed);

        Total().ShouldBe(0);

        LastLine.ShouldBe("3 passed, 0 failed, 1 skipped");
        _output.ToString().ShouldContain("Skipped_one: The other machine is away.");
    }

    [Fact]
    public void A_failed_test_is_shown_with_its_message()
    {
        Write("A.Tests", Passed + Failed);

        Total().ShouldBe(1);

        LastLine.ShouldBe("1 passed, 1 failed, 0 skipped");
        _output.ToString().ShouldContain("two is not three");
    }

    [Fact]
    public void No_test_at_all_is_a_failure()
    {
        Write("A.Tests", string.Empty);

        Total().ShouldBe(1);

        _output.ToString().ShouldContain("error no_tests");
        LastLine.ShouldBe("0 passed, 0 failed, 0 skipped");
    }

    [Theory]
    [InlineData("137", "took too long")]
    [InlineData("134", "exit code 134")]
    public void A_project_that_ended_early_counts_as_one_failure(string exitCode, string words)
    {
        Write("A.Tests", Passed);

        Project("A.Tests", exitCode);
        Total().ShouldBe(1);

        _output.ToString().ShouldContain(words);
        LastLine.ShouldBe("1 passed, 1 failed, 0 skipped");
    }

    [Fact]
    public void A_missing_or_broken_result_file_counts_as_one_failure()
    {
        _folder.Write("A.Tests.trx", "<TestRun");

        Project("A.Tests", "1");
        Project("B.Tests", "1");
        Write("C.Tests", Passed);
        Total().ShouldBe(1);

        LastLine.ShouldBe("1 passed, 2 failed, 0 skipped");
    }

    [Fact]
    public void A_project_without_a_test_for_the_filter_is_no_failure()
    {
        _folder.Write("A.Tests.log", "No test matches the given testcase filter `X` in A.Tests.dll");
        Write("B.Tests", Passed);

        Project("A.Tests", "0");
        Total().ShouldBe(0);

        LastLine.ShouldBe("1 passed, 0 failed, 0 skipped");
    }

    private const string Passed = """<UnitTestResult testName="Passed_one" outcome="Passed"><Output><StdOut>outcome="Failed"</StdOut></Output></UnitTestResult>""";
    private const string Skipped = """<UnitTestResult testName="Skipped_one" outcome="NotExecuted"><Output><ErrorInfo><Message>The other machine is away.</Message></ErrorInfo></Output></UnitTestResult>""";
    private const string Failed = """<UnitTestResult testName="Failed_one" outcome="Failed"><Output><ErrorInfo><Message>two is not three</Message></ErrorInfo></Output></UnitTestResult>""";

    private string LastLine => _output.ToString().TrimEnd().Split('\n')[^1].TrimEnd();

    private void Write(string project, string results) =>
        _folder.Write($"{project}.trx", $"""<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>{results}</Results></TestRun>""");

    private void Project(string project, string exitCode) => new Report(_output).Project(Path.Combine(_folder.Path, $"{project}.trx"), exitCode);

    private int Total() => new Report(_output).Total(_folder.Path);
}
