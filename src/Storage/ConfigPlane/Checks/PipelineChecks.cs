using DataHound.Domain.Pipelines;

namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>What a pipeline document must keep.</summary>
internal static class PipelineChecks
{
    private static readonly string[] Stages = ["ingest", "prepare", "upsert", "profile", "detect", "lists", "leads", "validate", "embed", "deliver"];

    /// <summary>The document's problems.</summary>
    public static IEnumerable<ConfigProblem> Check(PipelineDefinition pipeline)
    {
        if (!ConfigWords.IsPipeline(pipeline.Name))
            yield return new ConfigProblem("$.name", "must be 1 to 32 lower-case letters, digits and single hyphens between them");
        if (pipeline.Stages.Count == 0)
            yield return new ConfigProblem("$.stages", "must name at least one stage");
        for (var index = 0; index < pipeline.Stages.Count; index++)
        {
            if (!Stages.Contains(pipeline.Stages[index], StringComparer.Ordinal))
                yield return new ConfigProblem($"$.stages[{index}]", $"is not a known stage; known are {string.Join(", ", Stages)}");
            else if (pipeline.Stages.Take(index).Contains(pipeline.Stages[index], StringComparer.Ordinal))
                yield return new ConfigProblem($"$.stages[{index}]", "is named twice");
        }

        foreach (var (stage, gate) in pipeline.Gates)
        {
            var path = $"$.gates.{stage}";
            if (!pipeline.Stages.Contains(stage, StringComparer.Ordinal))
                yield return new ConfigProblem(path, "is a gate of a stage that the pipeline does not have");
            if (!ReviewConfigChecks.IsMode(gate.Mode))
                yield return new ConfigProblem($"{path}.mode", ReviewConfigChecks.ModeRule);
            if (gate.TimeLimitMinutes is < 1 or > 525_600)
                yield return new ConfigProblem($"{path}.time_limit_minutes", "must be 1 to 525600");
            foreach (var check in gate.Checks.Where(check => !ConfigWords.IsSnakeCase(check)))
                yield return new ConfigProblem($"{path}.checks", $"names the check '{check}', which is not snake_case");
        }
    }
}
