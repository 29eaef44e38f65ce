namespace LocalHost.Functions;

/// <summary>The links by which an instance is watched and steered. Where keys are asked for, each carries a code that opens this instance alone.</summary>
public class HttpManagementPayload
{
    /// <summary>The instance's id.</summary>
    public string? Id { get; internal init; }

    /// <summary>GET: its status.</summary>
    public string? StatusQueryGetUri { get; internal init; }

    /// <summary>POST: raises an event; <c>{eventName}</c> is to be replaced.</summary>
    public string? SendEventPostUri { get; internal init; }

    /// <summary>POST: terminates it; <c>{text}</c> is to be replaced by the reason.</summary>
    public string? TerminatePostUri { get; internal init; }

    /// <summary>POST: rewinds it. Not set, as in the real worker.</summary>
    public string? RewindPostUri { get; internal init; }

    /// <summary>DELETE: removes it with its history.</summary>
    public string? PurgeHistoryDeleteUri { get; internal init; }

    /// <summary>POST: starts it again with the same input. Not set, as in the real worker.</summary>
    public string? RestartPostUri { get; internal init; }

    /// <summary>POST: suspends it; <c>{text}</c> is to be replaced by the reason.</summary>
    public string? SuspendPostUri { get; internal init; }

    /// <summary>POST: resumes it; <c>{text}</c> is to be replaced by the reason.</summary>
    public string? ResumePostUri { get; internal init; }
}
