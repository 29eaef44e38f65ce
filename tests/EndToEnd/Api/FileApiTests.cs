using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.Api;

public sealed class FileApiTests(ApiFixture app) : IClassFixture<ApiFixture>
{
    private const string AsOf = "2015-06-24T20:00:00-05:00";

    [Fact]
    public async Task The_same_bytes_twice_are_one_file()
    {
        var company = await app.AddCompanyAsync();

        (await PutAsync(company, "jobs.csv", "Job ID,Created Date\n1,01/02/2015\n")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PutAsync(company, "jobs.csv", "Job ID,Created Date\n1,01/02/2015\n")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused()
    {
        var company = await app.AddCompanyAsync();
        using var content = new ByteArrayContent(new byte[12_000_001]);
        using var answer = await app.Client.PutAsync($"/api/v1/companies/{company}/files/jobs.csv", content);

        await answer.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
    }

    [Fact]
    public async Task A_file_of_an_unknown_company_is_refused()
    {
        using var answer = await PutAsync("nobody", "jobs.csv", "a,b\n");

        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "company_unknown");
    }

    [Fact]
    public async Task A_run_tells_what_became_of_every_file_and_goes_on_with_the_good_ones()
    {
        var company = await app.AddCompanyAsync();
        await PutAsync(company, "jobs_a.csv", "Job ID,Created Date\n1,01/02/2015\n2,01/03/2015\n");
        await PutAsync(company, "jobs_corrupt.xlsx", "PK this is not a workbook");
        await PutAsync(company, "jobs_empty.csv", string.Empty);
        await PutAsync(company, "jobs_heading_only.csv", "Job ID,Created Date\n");
        await PutAsync(company, "timesheets.csv", "Technician,Hours\nD.,41\n");
        await PutAsync(company, "jobs_good.csv", "Job ID,Created Date\n3,01/04/2015\n");
        await PutAsync(company, "jobs_again.csv", "Job ID,Created Date\n3,01/04/2015\n");

        var run = await app.Api.WaitAsync(await app.Api.StartRunAsync(company, AsOf));

        run["status"]!.GetValue<string>().ShouldBe("success", run.ToJsonString());
        var files = await app.Api.ListAsync($"/api/v1/companies/{company}/files");
        files.ToDictionary(file => file["name"]!.GetValue<string>(), file => file["status"]!.GetValue<string>(), StringComparer.Ordinal)
            .OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key}={file.Value}").ShouldBe([
                "jobs_a.csv=ok", "jobs_again.csv=duplicate", "jobs_corrupt.xlsx=corrupt", "jobs_empty.csv=empty", "jobs_good.csv=ok", "jobs_heading_only.csv=ok", "timesheets.csv=unknown",
            ]);
        (await app.Api.ListAsync($"/api/v1/companies/{company}/datasets/jobs/rows")).Select(row => row["job_id"]!.GetValue<string>()).ShouldBe(["1", "2", "3"], ignoreOrder: true);
    }

    [Fact]
    public async Task Bad_rows_go_to_quarantine_with_file_line_rule_and_raw_text()
    {
        var company = await app.AddCompanyAsync();
        await PutAsync(company, "jobs.csv", "Job ID,Created Date,Summary\n1,01/02/2015,superseded\n,01/02/2015,no key\n3,soon,bad date\n4,,empty date\n1,01/02/2015,fine\n");

        var run = await app.Api.WaitAsync(await app.Api.StartRunAsync(company, AsOf));

        run["status"]!.GetValue<string>().ShouldBe("success", run.ToJsonString());
        var rows = await app.Api.ListAsync($"/api/v1/companies/{company}/quarantine");
        rows.Select(row => $"{row["line"]} {row["rule"]}").ShouldBe(["3 missing_key", "4 untypable_required", "5 empty_required"], ignoreOrder: true);
        rows.ShouldAllBe(row => row["raw"]!.GetValue<string>().Length > 0);
    }

    [Fact]
    public async Task Hostile_content_costs_rows_and_never_the_run()
    {
        var company = await app.AddCompanyAsync();
        var text = new StringBuilder("Job ID,Created Date,Summary\n1,01/02/2015,fine\n2,01/02/2015,\"never closed\n3,01/02/2015,after the quote\n");
        text.Append("4,01/02/2015,").Append('x', 10_000_000).Append('\n');
        text.Append("5,01/02/2015,nul\0byte\n6,01/02/2015,last\n");
        await PutAsync(company, "jobs.csv", text.ToString());

        var run = await app.Api.WaitAsync(await app.Api.StartRunAsync(company, AsOf));

        run["status"]!.GetValue<string>().ShouldBe("success", run.ToJsonString());
        var prepared = run["companies"]![0]!["stages"]!.AsArray().Single(stage => stage!["stage"]!.GetValue<string>() == "prepare")!;
        prepared["in"]!.GetValue<long>().ShouldBe(6);
        var jobs = (await app.Api.ListAsync($"/api/v1/companies/{company}/datasets/jobs/rows")).Select(row => row["job_id"]!.GetValue<string>()).ToList();
        jobs.ShouldContain("1");
        jobs.ShouldContain("3");
        jobs.ShouldContain("6");
        jobs.ShouldNotContain("2");
        jobs.ShouldNotContain("4");
    }

    [Fact]
    public async Task A_config_document_with_an_unknown_field_names_the_path()
    {
        var company = $"company-{Guid.NewGuid():N}"[..20];
        using var answer = await app.Client.PutAsync(
            $"/api/v1/companies/{company}/config/extraction",
            ApiDriver.Json($$"""{ "kind": "extraction", "schema_version": 1, "company": "{{company}}", "timezone": "UTC", "datasets": { "jobs": { "file_patterns": ["j*"], "key": "job_id", "requierd": [] } } }"""));

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "config_invalid");
        problem["cause"]!.GetValue<string>().ShouldContain("requierd");
    }

    private async Task<HttpResponseMessage> PutAsync(string company, string name, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        return await app.Client.PutAsync($"/api/v1/companies/{company}/files/{name}?delivery=day1", content);
    }
}
