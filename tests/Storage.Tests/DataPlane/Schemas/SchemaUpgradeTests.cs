using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Schemas;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace Storage.Tests.DataPlane.Schemas;

public sealed class SchemaUpgradeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("upgrades-").FullName;

    private static readonly SchemaUpgrade RenameTotal = new()
    {
        Dataset = "jobs",
        From = "1",
        To = "2",
        Query = (relation, columns) => $"SELECT {string.Join(", ", columns.Select(column => column is "total" ? "total AS amount" : DuckSql.Identifier(column)))} FROM {relation}",
    };

    private static readonly SchemaUpgrade AddCurrency = new() { Dataset = "jobs", From = "2", To = "3", Query = (relation, _) => $"SELECT *, 'USD' AS currency FROM {relation}" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_of_an_older_shape_reads_in_the_current_one_without_being_rewritten()
    {
        using var engine = Engine(RenameTotal, AddCurrency);
        await using var session = engine.OpenSession();
        var file = await session.WriteAsync(Target, "SELECT '1' AS job_id, 5.00::DECIMAL(18,2) AS total UNION ALL SELECT '2', 7.00", Token);

        (await RowsAsync(session, Version(file, "jobs", "1"))).ShouldBe(["{\"job_id\":\"1\",\"amount\":5.00,\"currency\":\"USD\"}", "{\"job_id\":\"2\",\"amount\":7.00,\"currency\":\"USD\"}"]);
        (await RowsAsync(session, Version(file, "jobs", "2"))).ShouldBe(["{\"job_id\":\"1\",\"total\":5.00,\"currency\":\"USD\"}", "{\"job_id\":\"2\",\"total\":7.00,\"currency\":\"USD\"}"]);
        (await RowsAsync(session, Version(file, "jobs", "3")))[0].ShouldBe("{\"job_id\":\"1\",\"total\":5.00}");
        (await RowsAsync(session, Version(file, "calls", "1")))[0].ShouldBe("{\"job_id\":\"1\",\"total\":5.00}");
    }

    [Fact]
    public void Two_upgrades_of_one_version_are_refused() => Should.Throw<ArgumentException>(() => new SchemaUpgrades([RenameTotal, RenameTotal]));

    [Fact]
    public void A_circle_of_upgrades_is_refused() => Should.Throw<ArgumentException>(() => new SchemaUpgrades([RenameTotal, AddCurrency with { To = "1" }]));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TableTarget Target => new() { Company = "acme", Layer = DataLayer.Gold, Dataset = "jobs", SchemaVersion = "1", RunId = "run", LocalDate = new DateOnly(2026, 2, 28) };

    private TableEngine Engine(params SchemaUpgrade[] upgrades) => new(
        new TableEngineOptions { WorkDirectory = Path.Combine(_folder, "work"), ReadDirectories = [Path.Combine(_folder, "objects")], Threads = 1 },
        new FolderObjectStore(Path.Combine(_folder, "objects")),
        [],
        new SchemaUpgrades(upgrades));

    private static DatasetVersion Version(ManifestFile file, string dataset, string schemaVersion) => new()
    {
        Id = Guid.NewGuid(), Company = "acme", Dataset = dataset, VersionTag = "v000001", Layer = DataLayer.Gold, SchemaVersion = schemaVersion, Files = [file], RowCount = file.Rows,
        Checksum = "", Parents = [], ProducedByRunId = "run", AsOf = default, CreatedAt = default,
    };

    private static async Task<List<string>> RowsAsync(TableSession session, DatasetVersion version)
    {
        await session.ReadAsync("t", version, Token);
        return await session.RunAsync(
            connection =>
            {
                var rows = new List<string>();
                using var reader = connection.Query("SELECT to_json(q)::VARCHAR FROM t q");
                while (reader.NextChunk())
                {
                    for (var row = 0; row < reader.RowCount; row++)
                        rows.Add(reader.Column(0).String(row));
                }

                return rows;
            },
            Token);
    }
}
