namespace DataHound.Domain.Reviews;

/// <summary>How firm a gate is.</summary>
public enum ReviewMode
{
    /// <summary>It opens only when everything it asks for is there.</summary>
    Strict = 0,

    /// <summary>It warns, but does not hold anything up for good.</summary>
    Soft = 1,
}
