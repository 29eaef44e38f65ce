namespace DataHound.Cli.Tests.Fakes;

/// <summary>A run of the fake API. It ends after it was looked at a number of times.</summary>
public sealed class FakeRun
{
    public required string RunId { get; init; }

    public required string Company { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required string Key { get; init; }

    public string FinalStatus { get; set; } = "success";

    public int LooksUntilEnd { get; set; } = 2;

    public string Status => LooksUntilEnd > 0 ? "running" : FinalStatus;

    /// <summary>The run as a list shows it.</summary>
    public object Item() => new { runId = RunId, pipeline = "field-service", companies = new[] { Company }, asOf = AsOf, status = Status, startedAt = AsOf };

    public object View() => new
    {
        runId = RunId,
        pipeline = "field-service",
        asOf = AsOf,
        status = Status,
        startedAt = AsOf,
        finishedAt = Status is "running" ? (DateTimeOffset?)null : AsOf.AddSeconds(3),
        companies = new[]
        {
            new
            {
                company = Company,
                status = Status,
                stages = new object[]
                {
                    new
                    {
                        stage = "prepare", status = Status, @in = 12, good = 9, quarantined = new { missing_key = 2 }, discarded = new { superseded = 1 },
                        startedAt = AsOf, finishedAt = AsOf.AddSeconds(1), unitsDone = 1, unitsTotal = 1,
                        units = new[] { new { unit = "customers", @in = 12, good = 9 } },
                    },
                    new
                    {
                        stage = "detect", status = Status, @in = 9, good = 9, quarantined = new { }, discarded = new { }, unitsDone = 1, unitsTotal = 1,
                        units = new[]
                        {
                            new
                            {
                                unit = "overdue_maintenance",
                                details = new { active = 53, @new = 7, reactivated = 1, severity = new { high = 53 }, gone = new Dictionary<string, int> { ["resolved:maintenance_completed"] = 2, ["archived:too_old"] = 3 } },
                            },
                        },
                    },
                },
            },
        },
        errors = FinalStatus is "failed" && Status is "failed" ? [new { code = "unit_failed", cause = "The unit failed.", nextStep = "Look." }] : Array.Empty<object>(),
    };
}
