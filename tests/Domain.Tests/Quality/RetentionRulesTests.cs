using DataHound.Domain.Quality;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Quality;

public sealed class RetentionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetentionPolicy Strict = new() { KeepVersions = 1, KeepAfterUse = TimeSpan.FromDays(10), Lineage = LineageKept.None };

    [Fact]
    public void A_version_goes_when_newer_ones_are_enough_and_it_was_not_used_for_long()
    {
        var versions = Chain(4);

        RetentionRules.Removable(versions, Strict, Now, activeSince: null).ShouldBe([versions[0].Id, versions[1].Id, versions[2].Id], ignoreOrder: true);
        RetentionRules.Removable(versions, Strict with { KeepVersions = 3 }, Now, activeSince: null).ShouldBe([versions[0].Id]);
        RetentionRules.Removable(versions, Strict with { KeepAfterUse = TimeSpan.FromDays(1000) }, Now, activeSince: null).ShouldBeEmpty();
    }

    [Fact]
    public void The_current_version_stays_even_when_it_is_the_oldest()
    {
        var versions = Chain(4);
        versions[0] = versions[0] with { EndedAt = null };

        RetentionRules.Removable(versions, Strict, Now, activeSince: null).ShouldNotContain(versions[0].Id);
    }

    [Fact]
    public void What_a_run_needs_or_may_have_read_stays()
    {
        var versions = Chain(4);
        versions[0] = versions[0] with { IsNeeded = true };

        RetentionRules.Removable(versions, Strict, Now, activeSince: versions[2].EndedAt).ShouldBe([versions[1].Id]);
    }

    [Fact]
    public void Quarantined_rows_stay_for_ever_unless_a_limit_is_set()
    {
        VersionFacts[] versions = [.. Chain(3).Select(version => version with { IsQuarantine = true })];

        RetentionRules.Removable(versions, Strict, Now, activeSince: null).ShouldBeEmpty();
        RetentionRules.Removable(versions, Strict with { KeepQuarantine = TimeSpan.FromDays(30) }, Now, activeSince: null).ShouldBe([versions[0].Id, versions[1].Id], ignoreOrder: true);
    }

    [Fact]
    public void Parents_or_all_ancestors_of_what_stays_stay_as_the_policy_says()
    {
        var versions = Chain(4);

        RetentionRules.Removable(versions, Strict with { Lineage = LineageKept.Parents }, Now, activeSince: null).ShouldBe([versions[0].Id, versions[1].Id], ignoreOrder: true);
        RetentionRules.Removable(versions, Strict with { Lineage = LineageKept.All }, Now, activeSince: null).ShouldBeEmpty();
    }

    [Fact]
    public void A_current_or_needed_version_and_the_newest_are_never_removable() => Prop.ForAll<byte, bool[], byte>((keep, needed, days) =>
    {
        VersionFacts[] versions = [.. Chain(needed.Length).Select((version, index) => version with { IsNeeded = needed[index] })];
        var policy = Strict with { KeepVersions = 1 + (keep % 5), KeepAfterUse = TimeSpan.FromDays(days) };

        var removable = RetentionRules.Removable(versions, policy, Now, activeSince: null);

        versions.Where(version => version.IsNeeded || version.EndedAt is null).ShouldAllBe(version => !removable.Contains(version.Id));
        versions.TakeLast(policy.KeepVersions).ShouldAllBe(version => !removable.Contains(version.Id));
    }).QuickCheckThrowOnFailure();

    /// <summary>Versions of one dataset, a hundred days apart, each made from the one before; the last is current.</summary>
    private static VersionFacts[] Chain(int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray();
        return [.. ids.Select((id, index) => new VersionFacts
        {
            Id = id,
            Dataset = "jobs",
            Sequence = index + 1,
            CreatedAt = Now.AddDays(-100 * (count - index)),
            EndedAt = index == count - 1 ? null : Now.AddDays(-100 * (count - index - 1)),
            Parents = index == 0 ? [] : [ids[index - 1]],
        })];
    }
}
