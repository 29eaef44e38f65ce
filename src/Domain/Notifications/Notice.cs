namespace DataHound.Domain.Notifications;

/// <summary>Something happened that somebody may want to be told about. Who is told, where and when is decided later, by the rules in force.</summary>
public sealed record Notice
{
    /// <summary>Makes the notice unique for ever, such as <c>run:acme:field-service:20260301T200000Z:1:failed</c>: the same key writes nothing again. 1 to 255 characters.</summary>
    public required string Key { get; init; }

    /// <summary>What happened.</summary>
    public required NoticeKind Kind { get; init; }

    /// <summary>What it is about, such as <c>run:acme:field-service</c>: notices of one subject make one alert, and repeats are recognised by it. At most 255 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The run, task or gate on whose behalf; becomes the column <c>task_id</c>.</summary>
    public required string TaskId { get; init; }

    /// <summary>The company whose rules apply beside the house's own; null when it concerns none.</summary>
    public string? Company { get; init; }

    /// <summary>How much it matters; null for what is usual of its kind.</summary>
    public NoticeSeverity? Severity { get; init; }

    /// <summary>What it does to the alert on its subject.</summary>
    public AlertChange Alert { get; init; }

    /// <summary>Values for the placeholders of templates, by name: ids, names, counts, codes. Never personal data, never secrets.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
