using DataHound.Domain.Observability;

namespace DataHound.Domain.Scheduling;

/// <summary>A schedule expression cannot be read.</summary>
/// <param name="position">Where the trouble begins: the character's number, from 1.</param>
/// <param name="cause">What is wrong there.</param>
/// <param name="nextStep">What to write instead.</param>
public sealed class ScheduleFormatException(int position, string cause, string nextStep)
    : FormatException($"The schedule cannot be read at character {position}: {cause}.")
{
    /// <summary>The code of <see cref="Error"/>.</summary>
    public const string Code = "schedule_invalid";

    /// <summary>Where the trouble begins: the character's number, from 1.</summary>
    public int Position { get; } = position;

    /// <summary>The explanation for the user.</summary>
    public UserError Error => new(Code, Message, nextStep);
}
