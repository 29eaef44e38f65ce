namespace DataHound.Bench.FieldService;

/// <summary>One run of the whole pipeline in the real app.</summary>
internal sealed record PipelineResult
{
    /// <summary>From asking for the run to its success.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Sending the files, before that.</summary>
    public required double UploadSeconds { get; init; }

    public required IReadOnlyList<StageView> Stages { get; init; }

    /// <summary>Processor time of app and Postgres in that time.</summary>
    public required double ProcessorSeconds { get; init; }

    /// <summary>The app's process, .NET and the engine together.</summary>
    public required double PeakMegabytes { get; init; }

    /// <summary>The embedded Postgres.</summary>
    public required double PostgresPeakMegabytes { get; init; }
}
