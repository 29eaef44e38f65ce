using DataHound.Domain.Preparation;

namespace Storage.Tests.Preparation;

/// <summary>A small company's extraction configuration.</summary>
internal static class Configs
{
    public static ExtractionConfig Small(bool snapshot = false) => new()
    {
        Company = StageHouse.Company,
        Timezone = "America/Chicago",
        Datasets = new Dictionary<string, DatasetExtraction>(StringComparer.Ordinal)
        {
            ["jobs"] = new() { FilePatterns = ["job*"], Key = "job_id", Required = ["created_date"], DateFormats = ["%m/%d/%Y"] },
            ["locations"] = new() { FilePatterns = ["location*"], Key = "location_id", FullSnapshot = snapshot },
            ["customers"] = new() { FilePatterns = ["customer*"], Key = "customer_id" },
        },
    };
}
