using System.Security.Cryptography;
using System.Text;

namespace DataHound.Functions.Http.Idempotency;

/// <summary>The <c>Idempotency-Key</c> of a request, and what it stands for.</summary>
internal static class RequestKey
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Most characters of a key.</summary>
    public const int Longest = 255;

    private const string FunctionKeyHeader = "x-functions-key";
    private const string FunctionKeyParameter = "code";

    /// <summary>Whether the request may change something and carries a key.</summary>
    public static bool HasKey(this HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method) && request.Key().Length > 0;

    /// <summary>The key; empty when there is none.</summary>
    public static string Key(this HttpRequest request) => request.Headers[Header].ToString();

    /// <summary>
    /// The key for a caller's own: two callers never meet under one key. A caller is the signed-in name or the function key; only its hash is kept.
    /// </summary>
    public static string Caller(this HttpRequest request)
    {
        var functionKey = request.Headers[FunctionKeyHeader].ToString() is { Length: > 0 } header ? header : request.Query[FunctionKeyParameter].ToString();
        return Hash($"{request.Initiator().Actor}\n{functionKey}")[..16];
    }

    /// <summary>The hash of everything that makes the request what it is: method, address without the function key, body. The body can be read again afterwards.</summary>
    public static async Task<string> FingerprintAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering();
        var body = Convert.ToHexStringLower(await SHA256.HashDataAsync(request.Body, cancellationToken));
        request.Body.Position = 0;
        var query = request.Query.Where(parameter => !string.Equals(parameter.Key, FunctionKeyParameter, StringComparison.Ordinal))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value.ToString())}");
        return Hash($"{request.Method}\n{request.Path.Value}\n{string.Join('&', query)}\n{body}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
