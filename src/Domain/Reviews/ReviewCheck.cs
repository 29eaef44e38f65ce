namespace DataHound.Domain.Reviews;

/// <summary>What a check said.</summary>
/// <param name="Passed">Whether it passed; null while it is not known.</param>
/// <param name="At">When that became so; an older report does not replace it.</param>
/// <param name="By">Who reported it.</param>
public sealed record ReviewCheck(bool? Passed, DateTimeOffset At, string By);
