using Microsoft.Extensions.Configuration;

namespace DataHound.Storage.Quality;

/// <summary>Limits of working on quarantined rows; settings <c>DataHound:Quarantine:*</c>.</summary>
public sealed record QuarantineOptions
{
    /// <summary>Most rows that one replay or dismissal takes; setting <c>MaximumRows</c>, default 100,000.</summary>
    public int MaximumRows { get; init; } = 100_000;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong.</exception>
    public static QuarantineOptions Read(IConfiguration configuration)
    {
        var options = new QuarantineOptions { MaximumRows = configuration.GetValue("DataHound:Quarantine:MaximumRows", new QuarantineOptions().MaximumRows) };
        return options.MaximumRows >= 1 ? options : throw new InvalidOperationException("Storage cannot start: DataHound:Quarantine:MaximumRows must be 1 or more.");
    }
}
