using System.CommandLine;
using System.Globalization;

namespace DataHound.Cli.Arguments;

/// <summary>Turns arguments and environment into <see cref="RunOptions"/>, or into one error that names what is wrong.</summary>
internal sealed class CommandLine
{
    public const int DefaultPort = 7071;
    public const string DefaultCompany = "barton-creek";

    private readonly Option<bool> _once = new("--once");
    private readonly Option<string?> _json = new("--json");
    private readonly Option<bool> _reset = new("--reset");
    private readonly Option<string?> _port = new("--port");
    private readonly Option<string?> _company = new("--company");
    private readonly Option<string?> _config = new("--config");
    private readonly Option<string?> _input = new("--input");
    private readonly Option<bool> _verbose = new("--verbose", "-v");
    private readonly Command _command;
    private readonly Func<string, string?> _environment;
    private readonly string _folder;

    /// <summary>Reads relative to a folder and with the given environment, so that tests need neither.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="folder">The folder that relative paths start from.</param>
    public CommandLine(Func<string, string?> environment, string folder)
    {
        _environment = environment;
        _folder = folder;
        _command = new Command("run") { _once, _json, _reset, _port, _company, _config, _input, _verbose };
    }

    public RunOptions Parse(IReadOnlyList<string> arguments)
    {
        var result = _command.Parse(arguments);
        if (result.Errors.Count > 0) throw Wrong(result.Errors[0].Message);

        var root = Path.GetFullPath(Variable("DATAHOUND_ROOT") ?? _folder);
        var company = Company(result);
        var config = Folder(result.GetValue(_config), "--config");
        var options = new RunOptions
        {
            Root = root,
            Home = Absolute(Variable("DATAHOUND_HOME")) ?? Path.Combine(root, ".datahound"),
            Port = Port(result),
            Company = company,
            Config = config,
            Input = Folder(result.GetValue(_input), "--input") ?? Samples(root, company),
            JsonFile = JsonFile(result),
            Once = result.GetValue(_once),
            Reset = result.GetValue(_reset),
            Verbose = result.GetValue(_verbose),
        };
        if (config is not null && result.GetValue(_company) is null) throw Wrong("--config needs --company: whose config is it?");
        return options;
    }

    private string Company(ParseResult result)
    {
        var name = result.GetValue(_company) ?? DefaultCompany;
        var isSlug = name.Length <= 40 && name is not "all" && name.Split('-').All(word => word.Length > 0 && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
        return isSlug ? name : throw Wrong($"--company {name} is not a name of small letters and digits with single hyphens between (at most 40, and not all), such as cedar-air.");
    }

    private int Port(ParseResult result)
    {
        var (text, source) = result.GetValue(_port) is { } argument ? (argument, "--port") : (Variable("DATAHOUND_PORT"), "DATAHOUND_PORT");
        if (text is null) return DefaultPort;
        var isPort = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535;
        return isPort ? port : throw Wrong($"{source} {text} is not a port: give a number from 1 to 65535.");
    }

    private string? JsonFile(ParseResult result)
    {
        if (Absolute(result.GetValue(_json)) is not { } file) return null;
        if (Directory.Exists(file)) throw Wrong($"--json {file} is a folder: name a file.");
        var folder = Path.GetDirectoryName(file);
        return Directory.Exists(folder) ? file : throw Wrong($"--json {file}: the folder does not exist.");
    }

    private string? Folder(string? path, string option)
    {
        if (Absolute(path) is not { } folder) return null;
        return Directory.Exists(folder) ? folder : throw Wrong($"{option} {folder}: there is no such folder.");
    }

    private static string Samples(string root, string company)
    {
        var samples = Path.Combine(root, "samples", company);
        return Directory.Exists(samples) ? samples : throw Wrong($"There are no samples for {company}: name the folder with its deliveries by --input DIR.");
    }

    private string? Absolute(string? path) => string.IsNullOrWhiteSpace(path) ? null : Path.GetFullPath(path, _folder);

    private string? Variable(string name) => _environment(name) is { Length: > 0 } value ? value : null;

    private static ExplainedException Wrong(string cause) => new("bad_arguments", cause, "See ./run --help");
}
