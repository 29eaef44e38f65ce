namespace LocalHost.DurableTask;

/// <summary>How an orchestration starts over with a new history.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The input of the next generation. Default null.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether external events nobody has waited for yet are handed to the next generation. Default true.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version the next generation is bound to; null keeps the present one.</summary>
    public string? NewVersion { get; set; }
}
