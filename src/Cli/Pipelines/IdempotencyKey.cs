using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataHound.Cli.Pipelines;

/// <summary>
/// The key of a request for a run. The same delivery with the same bytes asks with the same key, so that a request repeated after a
/// lost answer or a killed ./run finds its run; a retry after a failed run asks with the next attempt's key.
/// </summary>
internal static class IdempotencyKey
{
    /// <summary>The key for an attempt: 1 for the first run of this delivery, one more after each that ended.</summary>
    public static string Create(string company, string pipeline, DateTimeOffset asOf, IEnumerable<string> fileHashes, int attempt)
    {
        var content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fileHashes))));
        return string.Create(CultureInfo.InvariantCulture, $"run:{company}:{pipeline}:{asOf.UtcDateTime:yyyyMMddTHHmmssZ}:{content[..16]}:{attempt}");
    }

    /// <summary>Name and hash of each file, read as streams.</summary>
    public static async Task<IReadOnlyList<string>> HashFilesAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var hashes = new List<string>(files.Count);
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            hashes.Add($"{Path.GetFileName(file)}:{Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false))}");
        }

        return hashes;
    }
}
