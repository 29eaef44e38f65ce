using DataHound.Domain.Companies;

namespace DataHound.Domain.Tests.Companies;

public sealed class FeatureFlagTests
{
    private static readonly string[] Companies = [.. Enumerable.Range(0, 1000).Select(number => $"company-{number}")];

    [Fact]
    public void A_feature_that_is_not_named_is_on() => new FeatureConfig().IsOn(FeatureNames.Uploads, "acme").ShouldBeTrue();

    [Fact]
    public void A_company_of_its_own_setting_has_it_whatever_the_rest_says()
    {
        var flag = new FeatureFlag { Enabled = false, Companies = new Dictionary<string, bool>(StringComparer.Ordinal) { ["acme"] = true } };
        flag.IsOn("x", "acme").ShouldBeTrue();
        flag.IsOn("x", "rival").ShouldBeFalse();
    }

    [Fact]
    public void A_growing_percentage_takes_no_company_the_feature_away()
    {
        var before = Companies.Where(company => new FeatureFlag { Percent = 20 }.IsOn("x", company)).ToHashSet(StringComparer.Ordinal);
        var after = Companies.Where(company => new FeatureFlag { Percent = 50 }.IsOn("x", company)).ToHashSet(StringComparer.Ordinal);
        before.IsSubsetOf(after).ShouldBeTrue();
        before.Count.ShouldBeInRange(150, 250);
        after.Count.ShouldBeInRange(430, 570);
    }

    [Fact]
    public void Different_features_reach_different_companies_first()
    {
        var flag = new FeatureFlag { Percent = 50 };
        Companies.Count(company => flag.IsOn("x", company) != flag.IsOn("y", company)).ShouldBeGreaterThan(300);
    }
}
