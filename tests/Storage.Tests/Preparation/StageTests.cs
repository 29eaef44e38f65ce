using System.Text;
using System.Text.Json.Nodes;
using DataHound.Domain.Preparation;
using DataHound.Storage.Pipelines;
using TestSupport;

namespace Storage.Tests.Preparation;

/// <summary>What tests of stages share: a house on real stores, and files as text.</summary>
public abstract class StageTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private int _delivery;

    protected static DateTimeOffset AsOf { get; } = new(2015, 6, 24, 20, 0, 0, TimeSpan.FromHours(-5));

    private protected Task<StageHouse> OpenAsync(ExtractionConfig? config = null) => StageHouse.OpenAsync(postgres, config ?? Configs.Small());

    /// <summary>Receives one delivery and runs the stages over it, each day one later.</summary>
    private protected async Task<Dictionary<string, Dictionary<string, StageUnitResult>>> DeliverAsync(StageHouse house, params (string Name, string Text)[] files)
    {
        var delivery = $"d{++_delivery:00}";
        foreach (var (name, text) in files)
            await house.ReceiveAsync(delivery, name, Encoding.UTF8.GetBytes(text));
        return await house.RunAsync(AsOf.AddDays(_delivery - 1));
    }

    /// <summary>Rows as text: the named columns joined by bars.</summary>
    protected static IReadOnlyList<string> Show(IEnumerable<JsonObject> rows, params string[] columns) =>
        [.. rows.Select(row => string.Join('|', columns.Select(column => row[column] is JsonArray list ? list.ToJsonString() : row[column]?.ToString() ?? "null")))];
}
