using DataHound.Domain.Reviews;

namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>What a reviews document must keep.</summary>
internal static class ReviewConfigChecks
{
    /// <summary>What a mode must be, for messages.</summary>
    public const string ModeRule = "must be strict or soft";

    /// <summary>Whether a text is a mode.</summary>
    public static bool IsMode(string text) => text is "strict" or "soft";

    /// <summary>The document's problems.</summary>
    public static IEnumerable<ConfigProblem> Check(ReviewConfig reviews)
    {
        const string known = "is not a check of pull requests; known are ";
        if (!IsMode(reviews.Mode))
            yield return new ConfigProblem("$.mode", ModeRule);
        for (var index = 0; index < reviews.Repositories.Count; index++)
        {
            if (reviews.Repositories[index].Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
                yield return new ConfigProblem($"$.repositories[{index}]", "is not of the form owner/name");
        }

        for (var index = 0; index < reviews.Required.Count; index++)
        {
            if (!ReviewChecks.All.Contains(reviews.Required[index], StringComparer.Ordinal))
                yield return new ConfigProblem($"$.required[{index}]", known + string.Join(", ", ReviewChecks.All));
        }

        foreach (var name in reviews.Names.Keys.Where(name => !ReviewChecks.OfCommit.Contains(name, StringComparer.Ordinal)))
            yield return new ConfigProblem($"$.names{Layers.ConfigPath.Step(name)}", known + string.Join(", ", ReviewChecks.OfCommit));
        if (reviews.Repositories.Count > 0 && string.IsNullOrEmpty(reviews.WebhookSecret))
            yield return new ConfigProblem("$.webhook_secret", "is missing; GitHub's webhooks are accepted only with a signature");
    }
}
