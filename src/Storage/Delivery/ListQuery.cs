using DataHound.Domain.Delivery;
using DataHound.Domain.Events;
using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Storage.Events;
using DuckDb;

namespace DataHound.Storage.Delivery;

/// <summary>A list's query, composed from its configuration.</summary>
internal sealed record ListQuery
{
    private static readonly SqlScript Telephones = SqlScript.Load(typeof(ListQuery), "ListTelephones");
    private static readonly SqlScript Replies = SqlScript.Load(typeof(SqlScript), nameof(Replies));
    private static readonly SqlScript Lists = SqlScript.Load(typeof(ListQuery), nameof(Lists));

    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["<"] = "<",
        ["<="] = "<=",
        ["="] = "=",
        [">="] = ">=",
        [">"] = ">",
    };

    /// <summary>The list.</summary>
    public required EventList List { get; init; }

    /// <summary>The type of its events.</summary>
    public required EventType Type { get; init; }

    /// <summary>What fills <c>list_rows</c> and <c>list_changes</c>, in order.</summary>
    public required IReadOnlyList<SqlScript> Scripts { get; init; }

    /// <summary>The list's gold dataset.</summary>
    public string Dataset => DatasetNames.List(List.Name);

    /// <summary>The gold dataset of what the run changed on it.</summary>
    public string ChangesDataset => DatasetNames.Changes(Dataset);

    /// <summary>Composes the query.</summary>
    /// <exception cref="UserErrorException">The list names an event type, a field or an operator that is not there.</exception>
    public static ListQuery Of(EventList list)
    {
        var type = EventTypes.Find(list.EventType)
            ?? throw Invalid(list, $"draws on '{list.EventType}', which is no event type", $"Name one of {string.Join(", ", EventTypes.All.Select(known => known.Name))}");
        var customer = type.Fields.Any(field => string.Equals(field.Name, "customer_id", StringComparison.Ordinal)) ? "customer_id" : "entity_id";
        return new ListQuery
        {
            List = list,
            Type = type,
            Scripts =
            [
                Telephones.With("customer", customer),
                Replies,
                Lists
                    .With("customer", customer)
                    .With("window", Window(list, type))
                    .With("numeric", Numeric(list, type)),
            ],
        };
    }

    /// <summary>Adds the values that the query names.</summary>
    public void AddValues(Dictionary<string, object?> values)
    {
        values["list"] = List.Name;
        values["days_back"] = List.Window?.DaysBack;
        values["number"] = List.Numeric?.Value;
    }

    private static string Window(EventList list, EventType type) =>
        list.Window is { } window ? $"date_diff('day', {Field(list, type, window.Field, ColumnType.Timestamp)}, $as_of) BETWEEN 0 AND $days_back" : "true";

    private static string Numeric(EventList list, EventType type) =>
        list.Numeric is { } numeric ? $"{Field(list, type, numeric.Field, ColumnType.Integer, ColumnType.Money)} {Operator(list, numeric)} $number" : "true";

    private static string Field(EventList list, EventType type, string name, params ColumnType[] types)
    {
        var fitting = type.Fields.Where(field => types.Contains(field.Type)).ToArray();
        if (fitting.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal)) is { } found)
            return DuckSql.Identifier(found.Column);
        var nextStep = fitting.Length == 0 ? "Remove the filter" : $"Name one of {string.Join(", ", fitting.Select(field => field.Name))}";
        throw Invalid(list, $"filters by '{name}', which is no such field of {type.Name}", nextStep);
    }

    private static string Operator(EventList list, EventListNumericFilter numeric) => Operators.TryGetValue(numeric.Op, out var known)
        ? known
        : throw Invalid(list, $"compares by '{numeric.Op}', which is no comparison", $"Use one of {string.Join(' ', Operators.Keys)}");

    private static UserErrorException Invalid(EventList list, string what, string nextStep) =>
        new("config_invalid", $"The list '{list.Name}' {what}.", $"{nextStep} in the company's events configuration, then run again.");
}
