using DataHound.Domain.Events;
using DataHound.Domain.Time;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.Events;

/// <summary>The rules of events as SQL functions.</summary>
public sealed class EventFunctions : ISqlFunctions
{
    /// <inheritdoc/>
    public IEnumerable<DuckScalarFunction> Functions =>
    [
        SqlRules.Of("months_between", [DuckType.Timestamp, DuckType.Timestamp], DuckType.Integer, MonthsBetween),
        SqlRules.Of("contains_word", [DuckType.Varchar, DuckType.Varchar], DuckType.Boolean, ContainsWord),
        SqlRules.Of("permit_counts", [DuckType.Varchar], DuckType.Boolean, PermitCounts),
        SqlRules.OfTextAndWords("is_own_contractor", (contractor, names) => PermitRules.IsOwn(contractor, names)),
        SqlRules.OfTextAndWords("is_competitor", (contractor, names) => PermitRules.IsCompetitor(contractor, names)),
        SqlRules.OfTextAndWords("is_new_system", (words, systemWords) => PermitRules.IsNewSystem(words, systemWords)),
        SqlRules.OfNumber("severity_of_months_overdue", EventSeverities.OfMonthsOverdue),
        SqlRules.OfNumber("severity_of_cancellation", EventSeverities.OfDaysSinceCancellation),
        SqlRules.OfNumber("severity_of_system_age", EventSeverities.OfSystemAge),
        SqlRules.OfNumber("severity_of_months_since_contact", EventSeverities.OfMonthsSinceContact),
        SqlRules.OfNullable("severity_of_subtotal", [SqlRules.Money], DuckType.Varchar, SeverityOfSubtotal),
        SqlRules.OfTexts("event_id", 4, parts => EventIdentity.Of(parts[0], parts[1], parts[2], parts[3])),
        SqlRules.OfNullable("event_transition", [DuckType.Varchar], DuckType.Varchar, Transition),
        SqlRules.OfNullable("stop_reason", [DuckType.Varchar, DuckType.VarcharList], DuckType.Varchar, StopReason),
        SqlRules.OfTexts("stop_status", 2, parts => Type(parts[0]).StatusAfter(parts[1])),
    ];

    private static void MonthsBetween(in DuckChunk input, int row, ref DuckVectorWriter output) =>
        output.SetInt64(row, CalendarMonths.Between(DateOnly.FromDateTime(input.Column(0).Timestamp(row)), DateOnly.FromDateTime(input.Column(1).Timestamp(row))));

    private static void ContainsWord(in DuckChunk input, int row, ref DuckVectorWriter output) =>
        output.SetBoolean(row, WholeWords.Contains(input.Column(0).String(row), input.Column(1).String(row)));

    private static void PermitCounts(in DuckChunk input, int row, ref DuckVectorWriter output) =>
        output.SetBoolean(row, PermitRules.Counts(input.Column(0).String(row)));

    private static void SeverityOfSubtotal(in DuckChunk input, int row, ref DuckVectorWriter output)
    {
        var subtotals = input.Column(0);
        output.SetString(row, EventSeverities.OfSubtotal(subtotals.IsNull(row) ? null : subtotals.Decimal(row)));
    }

    private static void Transition(in DuckChunk input, int row, ref DuckVectorWriter output)
    {
        var statuses = input.Column(0);
        output.SetString(row, EventTransitions.OfFound(statuses.IsNull(row) ? null : statuses.String(row)));
    }

    private static void StopReason(in DuckChunk input, int row, ref DuckVectorWriter output)
    {
        var reasons = input.Column(1);
        output.SetString(row, Type(input.Column(0).String(row)).FirstReason(reasons.IsNull(row) ? [] : SqlRules.Read(reasons.List(row))));
    }

    private static EventType Type(string name) => EventTypes.Find(name) ?? throw new InvalidOperationException($"There is no event type '{name}'.");
}
