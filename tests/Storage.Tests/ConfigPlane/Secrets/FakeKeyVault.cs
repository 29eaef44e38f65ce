using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Storage.Tests.ConfigPlane.Secrets;

/// <summary>
/// A key vault on this machine that speaks "Get Secret" of the Key Vault REST API 7.x: the 401 challenge that says where to get a token, the bearer
/// token, 404 SecretNotFound, 403 Forbidden, and 429 with Retry-After.
/// </summary>
internal sealed class FakeKeyVault : IAsyncDisposable
{
    private const string Token = "token-of-this-app";
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate = Certificate();
    private int _busyAnswers;

    private FakeKeyVault()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.MapGet("/secrets/{name}/{version?}", AnswerAsync);
    }

    public ConcurrentDictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, bool> Forbidden { get; } = new(StringComparer.Ordinal);

    public static async Task<FakeKeyVault> StartAsync()
    {
        var vault = new FakeKeyVault();
        await vault._app.StartAsync();
        return vault;
    }

    public void BeBusy(int answers) => _busyAnswers = answers;

    public SecretClient Client() => new(new Uri(_app.Urls.Single()), new AppIdentity(), new SecretClientOptions
    {
        DisableChallengeResourceVerification = true,
        Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxRetries = 3 },
        Transport = new HttpClientTransport(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == _certificate.Thumbprint,
        }),
    });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, string name)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.example/11111111-2222-3333-4444-555555555555\", resource=\"https://vault.azure.net\"";
        }
        else if (Interlocked.Decrement(ref _busyAnswers) >= 0)
        {
            context.Response.Headers.RetryAfter = "0";
            await FailAsync(context, 429, "Throttled");
        }
        else if (Forbidden.ContainsKey(name))
        {
            await FailAsync(context, 403, "Forbidden");
        }
        else if (Secrets.TryGetValue(name, out var value))
        {
            await context.Response.WriteAsJsonAsync(new { value, id = $"{_app.Urls.Single()}/secrets/{name}/1", attributes = new { enabled = true } });
        }
        else
        {
            await FailAsync(context, 404, "SecretNotFound");
        }
    }

    private static Task FailAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { code, message = "No." } });
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }

    private sealed class AppIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
