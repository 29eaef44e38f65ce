namespace DataHound.Domain.Pipelines;

/// <summary>The config document of kind <c>pipeline</c>: which stages a run walks, in order.</summary>
public sealed record PipelineDefinition
{
    /// <summary>The pipeline's name, such as <c>field-service</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The stages in order, such as ingest, prepare, upsert, profile, detect, lists.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>Stage to its review gate; a stage that is not named has none.</summary>
    public IReadOnlyDictionary<string, StageGate> Gates { get; init; } = new Dictionary<string, StageGate>(StringComparer.Ordinal);
}
