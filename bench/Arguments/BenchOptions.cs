using System.Globalization;

namespace DataHound.Bench.Arguments;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    /// <summary>The scenario's name, or "all".</summary>
    public required string Scenario { get; init; }

    /// <summary>Multiplies the sizes of the data; the aims are stated for 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>How often each measurement is taken; the median counts.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>Where the figures are written as JSON too.</summary>
    public string? Json { get; init; }

    /// <summary>The page whose table of figures is renewed.</summary>
    public string? Document { get; init; }

    /// <summary>Where generated files and the processes' homes lie while it runs.</summary>
    public string Work { get; init; } = Path.Combine(Path.GetTempPath(), $"datahound-bench-{Environment.ProcessId}");

    /// <summary>Leaves the work folder behind, to look at.</summary>
    public bool Keep { get; init; }

    /// <summary>Memory for the engine's buffers, in the app and in the plain script alike.</summary>
    public string MemoryLimit { get; init; } = "512MB";

    /// <summary>Leaves out the pipeline of the field-service scenario: generator and plain script alone.</summary>
    public bool PlainOnly { get; init; }

    /// <summary>The options, or null and what is wrong with the arguments.</summary>
    public static (BenchOptions? Options, string? Fault) Parse(string[] arguments)
    {
        if (arguments.Length == 0 || arguments[0].StartsWith('-'))
            return (null, "Name a scenario.");
        var options = new BenchOptions { Scenario = arguments[0] };
        for (var index = 1; index < arguments.Length; index++)
        {
            var name = arguments[index];
            if (name is "--keep" or "--plain-only")
            {
                options = name is "--keep" ? options with { Keep = true } : options with { PlainOnly = true };
                continue;
            }

            if (++index == arguments.Length || With(options, name, arguments[index]) is not { } changed)
                return (null, $"{name} is not an option, or its value is missing or wrong.");
            options = changed;
        }

        return (options, null);
    }

    private static BenchOptions? With(BenchOptions options, string name, string value) => name switch
    {
        "--scale" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && scale > 0 => options with { Scale = scale },
        "--runs" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var runs) && runs > 0 => options with { Runs = runs },
        "--json" => options with { Json = Path.GetFullPath(value) },
        "--document" => options with { Document = Path.GetFullPath(value) },
        "--work" => options with { Work = Path.GetFullPath(value) },
        "--memory-limit" => options with { MemoryLimit = value },
        _ => null,
    };
}
