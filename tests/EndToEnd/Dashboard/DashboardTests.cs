using System.Diagnostics;
using DataHound.EndToEnd.App;
using DataHound.EndToEnd.FieldService;

namespace DataHound.EndToEnd.Dashboard;

public sealed class DashboardTests
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Fact]
    public async Task The_page_shows_health_runs_stages_events_and_datasets_in_a_real_browser()
    {
        var browser = Array.Find(Browsers, File.Exists);
        Assert.SkipWhen(browser is null, "No Chromium is installed (apt-get install chromium), so the page cannot be opened in a browser.");
        await using var app = await AppProcess.StartAsync(AppProcess.NewHome());
        var api = new ApiDriver(app.Client);
        var run = await Deliveries.Sample.RunAsync(api, "day1");

        var page = await OpenAsync(browser!, $"http://127.0.0.1:{app.Port}/api/dashboard/");

        page.ShouldContain("data-ready=\"true\"");
        page.ShouldContain($"data-run=\"{run["runId"]!.GetValue<string>()}\"");
        page.ShouldContain("<td>prepare</td>");
        page.ShouldContain("<td>overdue_maintenance</td>");
        page.ShouldContain("<td>jobs_changes</td>");
    }

    private static async Task<string> OpenAsync(string browser, string address)
    {
        var profile = Directory.CreateTempSubdirectory("dashboard-").FullName;
        var start = new ProcessStartInfo(
            browser,
            ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                $"--user-data-dir={profile}", "--virtual-time-budget=4000", "--dump-dom", address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var page = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        Directory.Delete(profile, recursive: true);
        return page;
    }
}
