using System.Globalization;
using System.Text.Json.Nodes;
using DataHound.Domain.Preparation;

namespace Storage.Tests.Events;

/// <summary>
/// The master tables after each delivery, worked out from what is expected: the last day's tables, with each day's changes taken back. So detection
/// can be checked without the stages before it.
/// </summary>
public static class GoldMasters
{
    private const string AgeColumn = "current_system_age";

    /// <summary>Per day and dataset the rows as JSON objects, ordered by key.</summary>
    public static IReadOnlyDictionary<int, IReadOnlyDictionary<string, IReadOnlyList<JsonObject>>> ByDay(FieldServiceSet set)
    {
        var gold = Datasets().ToDictionary(dataset => dataset.Name, dataset => set.Expected(FieldServiceSet.Days, $"gold/{dataset.Name}").ToDictionary(row => (string)row[dataset.Key]!, StringComparer.Ordinal), StringComparer.Ordinal);
        var ages = AgeChanges(set);
        var days = new Dictionary<int, IReadOnlyDictionary<string, IReadOnlyList<JsonObject>>>();
        for (var day = FieldServiceSet.Days; day > 0; day--)
        {
            days[day] = gold.ToDictionary(table => table.Key, table => Snapshot(table.Key, table.Value, day), StringComparer.Ordinal);
            foreach (var change in set.Expected(day, "changes"))
                TakeBack(gold, change);
        }
        return days;

        IReadOnlyList<JsonObject> Snapshot(string dataset, Dictionary<string, JsonObject> rows, int day) =>
            [.. rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => Row(dataset, row.Key, row.Value, day))];

        JsonObject Row(string dataset, string key, JsonObject row, int day)
        {
            var copy = row.DeepClone().AsObject();
            if (string.Equals(dataset, "locations", StringComparison.Ordinal))
            {
                var since = ages.Where(change => change.Key == key && change.Day <= day).Max(change => change.Day);
                copy["_current_system_age_since"] = set.AsOf(since).DateTime.ToString("s", CultureInfo.InvariantCulture);
            }
            return copy;
        }
    }

    /// <summary>The datasets that profiles, events and lists read.</summary>
    public static IEnumerable<DatasetSchema> Datasets() => FieldServiceDatasets.All.Where(dataset => dataset.Columns.All(column => column.Type != ColumnType.Turns));

    private static List<(int Day, string Key)> AgeChanges(FieldServiceSet set) =>
        [.. from day in Enumerable.Range(1, FieldServiceSet.Days)
            from change in set.Expected(day, "changes")
            where (string)change["dataset"]! == "locations" && ((string)change["kind"]! == "new" || (string?)change["column"] == AgeColumn)
            select (day, (string)change["key"]!)];

    private static void TakeBack(Dictionary<string, Dictionary<string, JsonObject>> gold, JsonObject change)
    {
        if (!gold.TryGetValue((string)change["dataset"]!, out var rows))
            return;
        var key = (string)change["key"]!;
        if ((string)change["kind"]! == "new")
            rows.Remove(key);
        else
            rows[key][(string)change["column"]!] = change["old"]?.DeepClone();
    }
}
