using System.Security.Cryptography;
using System.Text;

namespace LocalHost.Engine.Execution;

/// <summary>Digests of inputs: by them a call is known again after a rewind, also when its input was put aside.</summary>
internal static class InputMarks
{
    private const int Length = 12;

    /// <summary>The digest of an input; null for none.</summary>
    public static string? Of(string? input) =>
        input is null ? null : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(input)).AsSpan(0, Length));
}
