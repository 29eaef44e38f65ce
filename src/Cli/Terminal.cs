using DataHound.Cli.Arguments;
using DataHound.Cli.Progress;
using DataHound.Cli.Summaries;
using Spectre.Console;

namespace DataHound.Cli;

/// <summary>Chooses how to show progress and summary: drawn in place on a terminal, plain lines everywhere else.</summary>
internal static class Terminal
{
    private const int PlainWidth = 160;

    public static RunCommand Command(RunOptions options, TimeProvider clock)
    {
        var console = AnsiConsole.Console;
        var isPlain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is "dumb" || !console.Profile.Capabilities.Interactive;
        if (isPlain) console = Plain();
        IProgressView view = isPlain ? new LineView(Console.Out, clock, options.Verbose) : new LiveView(console, options.Verbose);
        return new RunCommand(options, view, new SummaryPrinter(console, isPlain ? TableBorder.Ascii : TableBorder.Rounded), clock);
    }

    private static IAnsiConsole Plain()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
