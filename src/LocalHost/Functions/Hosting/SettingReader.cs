using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace LocalHost.Functions.Hosting;

/// <summary>Reads a section of the settings and names what is wrong in it.</summary>
/// <param name="section">The section.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class SettingReader(IConfigurationSection section, ICollection<string> problems)
{
    public SettingReader Section(string name) => new(section.GetSection(name), problems);

    public string? Text(string name) => string.IsNullOrWhiteSpace(section[name]) ? null : section[name]!.Trim();

    public long Number(string name, long fallback, long least, long most) => Number(name, least, most) ?? fallback;

    public long? Number(string name, long least, long most)
    {
        if (Text(name) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most)
            return value;
        Problem(name, string.Create(CultureInfo.InvariantCulture, $"is '{text}', and must be a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>A time in whole seconds.</summary>
    public TimeSpan Seconds(string name, TimeSpan fallback, long least, long most) =>
        TimeSpan.FromSeconds(Number(name, (long)fallback.TotalSeconds, least, most));

    public bool? Flag(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (bool.TryParse(text, out bool value))
            return value;
        Problem(name, $"is '{text}', and must be true or false");
        return null;
    }

    public T Choice<T>(string name, T fallback)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return fallback;
        if (Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value))
            return value;
        Problem(name, $"is '{text}', and must be one of {string.Join(", ", Enum.GetNames<T>().Select(known => known.ToLowerInvariant()))}");
        return fallback;
    }

    public void Problem(string name, string problem) => problems.Add($"{section.Path}:{name} {problem}.");
}
