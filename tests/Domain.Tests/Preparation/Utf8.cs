using System.Text;

namespace DataHound.Domain.Tests.Preparation;

internal static class Utf8
{
    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
