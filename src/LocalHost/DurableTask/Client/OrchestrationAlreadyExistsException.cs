namespace LocalHost.DurableTask.Client;

/// <summary>A start was refused because an instance of the same id exists and must be kept.</summary>
public sealed class OrchestrationAlreadyExistsException : Exception
{
    /// <summary>Makes the exception with its message.</summary>
    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its message and cause.</summary>
    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
