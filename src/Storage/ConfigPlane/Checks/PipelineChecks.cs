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
    }
}
