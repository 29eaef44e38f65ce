using DataHound.Cli.Arguments;
using DataHound.Cli.Tests.Fakes;

namespace DataHound.Cli.Tests.Arguments;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public CommandLineTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "samples", "barton-creek"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "in"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "conf"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_arguments_the_samples_run_on_the_usual_port()
    {
        var options = Parse();

        options.Company.ShouldBe("barton-creek");
        options.Port.ShouldBe(7071);
        options.Home.ShouldBe(Path.Combine(_folder.Path, ".datahound"));
        options.Input.ShouldBe(Path.Combine(_folder.Path, "samples", "barton-creek"));
        options.Once.ShouldBeFalse();
        options.Reset.ShouldBeFalse();
        options.JsonFile.ShouldBeNull();
    }

    [Fact]
    public void The_environment_sets_home_and_port()
    {
        _environment["DATAHOUND_HOME"] = "elsewhere";
        _environment["DATAHOUND_PORT"] = "8000";

        Parse().Home.ShouldBe(Path.Combine(_folder.Path, "elsewhere"));
        Parse().Port.ShouldBe(8000);
    }

    [Fact]
    public void An_argument_goes_before_the_environment()
    {
        _environment["DATAHOUND_PORT"] = "8000";

        Parse("--port", "8001").Port.ShouldBe(8001);
    }

    [Fact]
    public void A_company_of_ones_own_names_its_folders()
    {
        var options = Parse("--company", "cedar-air", "--config", "conf", "--input", "in", "--once", "--json", "out.json", "--reset", "-v");

        options.Company.ShouldBe("cedar-air");
        options.Config.ShouldBe(Path.Combine(_folder.Path, "conf"));
        options.Input.ShouldBe(Path.Combine(_folder.Path, "in"));
        options.JsonFile.ShouldBe(Path.Combine(_folder.Path, "out.json"));
        (options.Once && options.Reset && options.Verbose).ShouldBeTrue();
    }

    [Theory]
    [InlineData("--port", "0")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "seven")]
    [InlineData("--company", "Cedar Air")]
    [InlineData("--company", "../etc")]
    [InlineData("--company", "cedar--air")]
    [InlineData("--company", "all")]
    [InlineData("--company", "cedar-air")]
    [InlineData("--config", "conf")]
    [InlineData("--input", "nowhere")]
    [InlineData("--json", "nowhere/out.json")]
    [InlineData("--json", "in")]
    [InlineData("--port")]
    [InlineData("--surprise")]
    [InlineData("word")]
    public void A_wrong_argument_is_one_error_that_names_it(params string[] arguments)
    {
        var error = Should.Throw<ExplainedException>(() => Parse(arguments));

        error.Code.ShouldBe("bad_arguments");
        error.Message.ShouldContain(arguments[^1].TrimStart('-'));
        error.NextStep.ShouldContain("--help");
    }

    [Fact]
    public void A_wrong_port_in_the_environment_is_named_as_such()
    {
        _environment["DATAHOUND_PORT"] = "x";

        Should.Throw<ExplainedException>(() => Parse()).Message.ShouldContain("DATAHOUND_PORT");
    }

    [Theory]
    [InlineData("--once")]
    [InlineData("--json")]
    [InlineData("--reset")]
    [InlineData("--port")]
    [InlineData("--company")]
    [InlineData("--config")]
    [InlineData("--input")]
    [InlineData("--verbose")]
    [InlineData("DATAHOUND_HOME")]
    public void The_help_page_names_every_option(string option)
    {
        using var output = new StringWriter();

        Pages.Help(output).ShouldBe(0);

        output.ToString().ShouldContain(option);
    }

    private RunOptions Parse(params string[] arguments) => new CommandLine(_environment.GetValueOrDefault, _folder.Path).Parse(arguments);
}
