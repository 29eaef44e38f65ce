using DataHound.Domain.Companies;
using DataHound.Storage.ConfigPlane;

namespace DataHound.Functions.Observability;

/// <summary>Serves the web page of <c>src/Dashboard</c> from the resources of this assembly.</summary>
/// <param name="features">Which features are on.</param>
public sealed class GetDashboard(IFeatures features)
{
    private const string DefaultFile = "index.html";

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
    };

    /// <summary><c>GET /api/dashboard/{file}</c>: the page or one of its parts; 404 for anything else.</summary>
    [Function(nameof(GetDashboard))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/{file?}")] HttpRequest request, string? file, CancellationToken cancellationToken)
    {
        if (!await features.IsOnAsync(FeatureNames.Dashboard, company: null, cancellationToken))
            return NotFound();
        if (file is null && !request.Path.Value!.EndsWith('/'))
            return new RedirectResult($"{request.Path}/");

        var name = file ?? DefaultFile;
        var content = typeof(GetDashboard).Assembly.GetManifestResourceStream($"dashboard/{name}");
        if (content is null || !ContentTypes.TryGetValue(Path.GetExtension(name), out var contentType))
            return NotFound();

        request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src data:";
        return new FileStreamResult(content, contentType);
    }

    private static IActionResult NotFound() =>
        ApiResponse.Problem(404, new UserError("page_unknown", "The web page has no such part, or is switched off.", "Open /api/dashboard/, or switch the feature 'dashboard' on."));
}
