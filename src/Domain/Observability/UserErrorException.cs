namespace DataHound.Domain.Observability;

/// <summary>A failure that can be explained to the user. Its message is the error as one line; trying again without a change does not help.</summary>
/// <param name="error">The explanation.</param>
/// <param name="innerException">What led to it, if anything.</param>
public sealed class UserErrorException(UserError error, Exception? innerException = null) : Exception(error.ToString(), innerException)
{
    /// <summary>Makes the failure from the parts of its explanation.</summary>
    public UserErrorException(string code, string cause, string nextStep)
        : this(new UserError(code, cause, nextStep))
    {
    }

    /// <summary>The explanation.</summary>
    public UserError Error { get; } = error;
}
