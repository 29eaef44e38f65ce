using Microsoft.Extensions.Configuration;

namespace DataHound.Storage.DataPlane.Verification;

/// <summary>How verification works; settings <c>DataHound:Verification:*</c>.</summary>
public sealed record VerificationOptions
{
    /// <summary>Objects read at the same time; setting <c>Parallelism</c>, default one per processor.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Most findings that are kept of one company; beyond it they are only counted. Setting <c>MaximumFindings</c>, default 10,000.</summary>
    public int MaximumFindings { get; init; } = 10_000;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    public static VerificationOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("DataHound:Verification");
        var options = new VerificationOptions();
        options = options with { Parallelism = section.GetValue("Parallelism", options.Parallelism), MaximumFindings = section.GetValue("MaximumFindings", options.MaximumFindings) };
        return options is { Parallelism: >= 1 and <= 256, MaximumFindings: >= 1 }
            ? options
            : throw new InvalidOperationException("DataHound:Verification:Parallelism must be 1 to 256, and MaximumFindings at least 1.");
    }
}
