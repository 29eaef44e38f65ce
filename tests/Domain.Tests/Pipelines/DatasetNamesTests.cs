using DataHound.Domain.Pipelines;

namespace DataHound.Domain.Tests.Pipelines;

public sealed class DatasetNamesTests
{
    [Fact]
    public void What_a_batch_leaves_belongs_to_its_dataset()
    {
        foreach (var name in (string[])[DatasetNames.Silver("jobs"), DatasetNames.Quarantine("jobs"), DatasetNames.Discarded("jobs")])
            DatasetNames.PreparedOf(name).ShouldBe("jobs");
        foreach (var name in (string[])["jobs", DatasetNames.Changes("jobs"), DatasetNames.Events("canceled_jobs"), DatasetNames.List("canceled")])
            DatasetNames.PreparedOf(name).ShouldBeNull();
    }

    [Fact]
    public void The_log_of_a_list_is_no_list()
    {
        DatasetNames.IsList(DatasetNames.List("canceled")).ShouldBeTrue();
        DatasetNames.IsList(DatasetNames.Changes(DatasetNames.List("canceled"))).ShouldBeFalse();
    }
}
