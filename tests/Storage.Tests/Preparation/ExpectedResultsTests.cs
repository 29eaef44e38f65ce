using System.Globalization;
using System.Text.Json.Nodes;
using DataHound.Domain.Preparation;
using DataHound.Storage.Ingestion;
using DataHound.Storage.Pipelines;
using TestSupport;

namespace Storage.Tests.Preparation;

/// <summary>What the stages make of whole deliveries equals what an independent implementation of the rules made of them.</summary>
public sealed class ExpectedResultsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sample")]
    [InlineData("dev")]
    public async Task Files_rows_quarantine_changes_and_masters_are_those_expected(string name)
    {
        var set = FieldServiceSet.Open(name);
        await using var house = await StageHouse.OpenAsync(postgres, set.Extraction);
        for (var day = 0; day < set.Deliveries.Count; day++)
        {
            var (folder, asOf) = set.Deliveries[day];
            var received = new List<ReceivedFile>();
            foreach (var file in set.FilesOf(folder))
                received.Add(await house.ReceiveAsync(folder, Path.GetFileName(file), await File.ReadAllBytesAsync(file, Token)));

            var results = await house.RunAsync(asOf);

            ShouldBeSame($"{folder}/files", await ActualFiles(house, received, results), set.Expected($"{folder}/files").ToDictionary(file => (string)file["file"]!, Line));
            ShouldBeSame($"{folder}/datasets", await ActualDatasets(house, results), set.Expected($"{folder}/datasets").ToDictionary(line => (string)line["dataset"]!, line => Sorted(line).ToJsonString()));
            ShouldBeSame($"{folder}/quarantine", await ActualQuarantine(house, results), set.Expected($"{folder}/quarantine").ToDictionary(QuarantineKey, QuarantineLine));
            ShouldBeSame($"{folder}/changes", await ActualChanges(house, results), set.Expected($"{folder}/changes").ToDictionary(ChangeKey, change => ChangeLine((string)change["dataset"]!, change)));
            if (day == set.Deliveries.Count - 1)
                await CompareMasters(house, set, folder);
        }
    }

    private static async Task CompareMasters(StageHouse house, FieldServiceSet set, string folder)
    {
        foreach (var schema in FieldServiceDatasets.All)
        {
            var actual = await house.QueryAsync(schema.Name);
            var expected = set.Expected($"{folder}/gold/{schema.Name}");
            ShouldBeSame(schema.Name, actual.ToDictionary(row => (string)row[schema.Key]!, row => GoldLine(schema.Name, row)), expected.ToDictionary(row => (string)row[schema.Key]!, row => GoldLine(schema.Name, row)));
        }
    }

    private static async Task<Dictionary<string, string>> ActualFiles(StageHouse house, List<ReceivedFile> received, Dictionary<string, Dictionary<string, StageUnitResult>> results)
    {
        var read = results["prepare"].Values.SelectMany(unit => unit.Details["files"]!.AsArray()).ToDictionary(file => (string)file!["file"]!, file => file!.AsObject());
        var lines = new Dictionary<string, string>();
        foreach (var file in await house.Files.GetAsync(StageHouse.Company, [.. received.Select(file => file.Id)], Token))
        {
            var path = $"{file.Delivery}/{file.Name}";
            var line = new JsonObject { ["file"] = path, ["status"] = file.Status!.Value.ToString().ToLowerInvariant(), ["dataset"] = file.Dataset, ["rows_in"] = 0 };
            if (read.TryGetValue(path, out var found))
                (line["rows_in"], line["columns"]) = (found["rows_in"]!.DeepClone(), found["columns"]!.DeepClone());
            if (file.SameAs is not null)
                line["same_as"] = file.SameAs;
            lines[path] = Line(line);
        }

        return lines;
    }

    private static async Task<Dictionary<string, string>> ActualDatasets(StageHouse house, Dictionary<string, Dictionary<string, StageUnitResult>> results)
    {
        var lines = new Dictionary<string, string>();
        foreach (var schema in FieldServiceDatasets.All)
        {
            var prepared = results["prepare"].GetValueOrDefault(schema.Name);
            var upsert = results["upsert"].GetValueOrDefault(schema.Name)?.Details.DeepClone().AsObject()
                ?? JsonNode.Parse("""{"examined": 0, "new_records": 0, "updated_records": 0, "changed_cells": 0, "unchanged": 0, "total_changes": 0}""")!.AsObject();
            upsert.Remove("gold_rows");
            lines[schema.Name] = Sorted(new JsonObject
            {
                ["dataset"] = schema.Name,
                ["rows_in"] = prepared?.Counts.In ?? 0,
                ["good"] = prepared?.Counts.Good ?? 0,
                ["quarantined"] = Counts(prepared?.Counts.Quarantined),
                ["discarded"] = Counts(prepared?.Counts.Discarded),
                ["issues"] = prepared?.Details["issues"]?.DeepClone() ?? new JsonObject(),
                ["silver_rows"] = prepared?.Versions.Where(version => version.Dataset == $"{schema.Name}_silver").Sum(version => version.Files.Sum(file => file.Rows)) ?? 0,
                ["upsert"] = upsert,
                ["gold_rows"] = (await house.Catalog.FindCurrentAsync(StageHouse.Company, schema.Name, Token))?.RowCount ?? 0,
            }).ToJsonString();
        }

        return lines;
    }

    private static async Task<Dictionary<string, string>> ActualQuarantine(StageHouse house, Dictionary<string, Dictionary<string, StageUnitResult>> results)
    {
        var lines = new Dictionary<string, string>();
        foreach (var unit in results["prepare"].Values.Where(unit => unit.Counts.Quarantined.Count > 0))
        {
            foreach (var row in await house.QueryAsync($"{unit.Unit}_quarantine"))
            {
                row["file"] = row["source_file"]!.DeepClone();
                row["raw"].ShouldNotBeNull();
                lines[QuarantineKey(row)] = QuarantineLine(row);
            }
        }

        return lines;
    }

    private static async Task<Dictionary<string, string>> ActualChanges(StageHouse house, Dictionary<string, Dictionary<string, StageUnitResult>> results)
    {
        var lines = new Dictionary<string, string>();
        foreach (var unit in results["upsert"].Values.Where(unit => unit.Versions.Count > 0))
        {
            foreach (var row in await house.QueryAsync($"{unit.Unit}_changes"))
            {
                row["dataset"] = unit.Unit;
                lines[ChangeKey(row)] = ChangeLine(unit.Unit, row);
            }
        }

        return lines;
    }

    private static string Line(JsonObject file) => $"{file["status"]} {file["dataset"]} {file["rows_in"]} {file["columns"]?.ToJsonString()} {file["same_as"]}";

    private static string QuarantineKey(JsonObject row) => $"{row["file"]}:{row["line"]}:{row["rule"]}";

    private static string QuarantineLine(JsonObject row) => $"{row["record"]} {row["dataset"]} {row["column"]} {row["key"]}";

    private static string ChangeKey(JsonObject row) => $"{row["dataset"]}:{row["key"]}:{row["column"]}";

    private static string ChangeLine(string dataset, JsonObject row)
    {
        var type = TypeOf(dataset, (string?)row["column"]);
        return $"{row["kind"]}: {Value(type, Parsed(type, row["old"]))} -> {Value(type, Parsed(type, row["new"]))}";
    }

    // Our log holds texts; lists in it are JSON, truths and numbers are words.
    private static JsonNode? Parsed(ColumnType type, JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var written) && type is ColumnType.PhoneList or ColumnType.Turns or ColumnType.Boolean or ColumnType.Integer
        ? JsonNode.Parse(((JsonValue)value!).GetValue<string>())
        : value;

    private static string GoldLine(string dataset, JsonObject row) => string.Join(" | ", row
        .Where(cell => !cell.Key.StartsWith('_') && cell.Value is not null && cell.Value is not JsonArray { Count: 0 })
        .OrderBy(cell => cell.Key, StringComparer.Ordinal)
        .Select(cell => $"{cell.Key}={Value(TypeOf(dataset, cell.Key), cell.Value)}"));

    private static ColumnType TypeOf(string dataset, string? column) =>
        FieldServiceDatasets.Find(dataset)!.Columns.FirstOrDefault(known => known.Name == column)?.Type ?? ColumnType.Text;

    private static string Value(ColumnType type, JsonNode? value) => (type, value) switch
    {
        (_, null) => "null",
        (ColumnType.Money, _) => decimal.Parse(value.ToString(), CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.InvariantCulture),
        (ColumnType.Timestamp, _) => value.ToString().Replace(' ', 'T'),
        (ColumnType.Turns, JsonArray turns) => new JsonArray([.. turns.Select(turn => turn is JsonObject named ? new JsonArray(named["role"]!.DeepClone(), named["text"]!.DeepClone()) : turn!.DeepClone())]).ToJsonString(),
        (_, JsonArray list) => list.ToJsonString(),
        _ => value.ToString(),
    };

    private static JsonObject Counts(IReadOnlyDictionary<string, long>? counts)
    {
        var json = new JsonObject();
        foreach (var (rule, count) in counts ?? new Dictionary<string, long>())
            json[rule] = count;
        return json;
    }

    private static JsonObject Sorted(JsonObject line)
    {
        var sorted = new JsonObject();
        foreach (var (name, value) in line.OrderBy(cell => cell.Key, StringComparer.Ordinal))
            sorted[name] = value is JsonObject nested ? Sorted(nested) : value?.DeepClone();
        return sorted;
    }

    private static void ShouldBeSame(string what, Dictionary<string, string> actual, Dictionary<string, string> expected)
    {
        var differences = expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal)
            .Where(key => actual.GetValueOrDefault(key) != expected.GetValueOrDefault(key))
            .Select(key => $"{key}\n  expected {expected.GetValueOrDefault(key) ?? "nothing"}\n  actual   {actual.GetValueOrDefault(key) ?? "nothing"}")
            .Take(8)
            .ToList();
        differences.ShouldBeEmpty($"{what}: {expected.Count} expected, {actual.Count} actual\n{string.Join('\n', differences)}");
    }
}
