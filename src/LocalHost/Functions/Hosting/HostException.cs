namespace LocalHost.Functions.Hosting;

/// <summary>A reason why the host cannot start or go on, told so that its reader knows what to do.</summary>
public sealed class HostException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">A short stable name, such as <c>port_taken</c>.</param>
    /// <param name="reason">What is wrong, in a sentence.</param>
    /// <param name="nextStep">What to do about it, in a sentence.</param>
    /// <param name="innerException">What led to it, if anything.</param>
    public HostException(string code, string reason, string nextStep, Exception? innerException = null)
        : base($"{code}: {reason} {nextStep}", innerException)
    {
        Code = code;
        Reason = reason;
        NextStep = nextStep;
    }

    /// <summary>A short stable name of the error.</summary>
    public string Code { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }

    /// <summary>What to do about it.</summary>
    public string NextStep { get; }
}
