using DataHound.Domain.Quality;

namespace DataHound.Domain.Tests.Quality;

public sealed class DatasetKeysTests
{
    [Theory]
    [InlineData("jobs", "job_id")]
    [InlineData("jobs_silver", "job_id")]
    [InlineData("events_canceled_jobs", "event_id")]
    [InlineData("list_canceled", "event_id")]
    [InlineData("profiles", "customer_id")]
    [InlineData("jobs_changes", null)]
    [InlineData("list_canceled_changes", null)]
    [InlineData("jobs_quarantine", null)]
    [InlineData("jobs_discarded", null)]
    [InlineData("unheard_of", null)]
    public void A_dataset_has_the_key_of_its_kind(string dataset, string? key) =>
        DatasetKeys.Of(dataset).ShouldBe(key);
}
