using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Quality.Parity;
using Storage.Tests.DataPlane.Tables;

namespace Storage.Tests.Quality.Parity;

public sealed class DatasetParityTests : IDisposable
{
    private readonly TestObjects _objects = new();
    private readonly TableEngine _engine;
    private readonly DatasetParity _parity;
    private int _versions;

    public DatasetParityTests()
    {
        _engine = new TableEngine(new TableEngineOptions { WorkDirectory = Path.Combine(_objects.Folder, "work"), ReadDirectories = [_objects.Folder] }, _objects, []);
        _parity = new DatasetParity(_engine);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _engine.Dispose();
        _objects.Dispose();
    }

    [Fact]
    public async Task The_same_rows_in_another_order_are_equal()
    {
        var from = await VersionAsync("SELECT range::VARCHAR AS job_id, 'x' AS status, ['1', '2'] AS phones, 1.50::DECIMAL(18,2) AS total FROM range(100) ORDER BY range");
        var to = await VersionAsync("SELECT range::VARCHAR AS job_id, 'x' AS status, ['1', '2'] AS phones, 1.50::DECIMAL(18,2) AS total FROM range(100) ORDER BY range DESC");

        var report = await CompareAsync(from, to);

        report.Equal.ShouldBeTrue();
        report.SameBytes.ShouldBeFalse();
        (report.RowsFrom, report.RowsTo, report.KeysInBoth, report.RowsDiffering).ShouldBe((100, 100, 100, 0));
        report.Key.ShouldBe(["job_id"]);
        (await CompareAsync(from, from)).SameBytes.ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_of_one_side_and_cells_that_differ_are_counted_with_samples()
    {
        var from = await VersionAsync("SELECT range::VARCHAR AS job_id, 'open' AS status, range AS total FROM range(0, 10)");
        var to = await VersionAsync("SELECT range::VARCHAR AS job_id, CASE WHEN range IN (4, 5) THEN NULL ELSE 'open' END AS status, CASE range WHEN 5 THEN 50 ELSE range END AS total FROM range(3, 12)");

        var report = await CompareAsync(from, to, new ParityRequest { Samples = 2 });

        report.Equal.ShouldBeFalse();
        (report.RowsFrom, report.RowsTo, report.KeysInBoth, report.KeysOnlyFrom, report.KeysOnlyTo).ShouldBe((10, 9, 7, 3, 2));
        report.SamplesOnlyFrom.Select(sample => sample.Key["job_id"]).ShouldBe(["0", "1"]);
        report.SamplesOnlyTo.Select(sample => sample.Key["job_id"]).ShouldBe(["10", "11"]);
        report.RowsDiffering.ShouldBe(2);
        report.Columns.Select(column => $"{column.Name} {column.Differing}").ShouldBe(["status 2", "total 1"]);
        report.Columns[0].Samples.Select(sample => $"{sample.Key["job_id"]}: {sample.From} -> {sample.To ?? "null"}").ShouldBe(["4: open -> null", "5: open -> null"]);
    }

    [Fact]
    public async Task Rows_without_a_key_are_compared_whole_and_as_often_as_they_are_there()
    {
        var from = await VersionAsync("SELECT unnest(['x', 'x', 'y']) AS word", "jobs_changes");
        var to = await VersionAsync("SELECT unnest(['x', 'y', 'y']) AS word", "jobs_changes");

        var report = await CompareAsync(from, to);

        (report.KeysInBoth, report.RepeatedFrom, report.RepeatedTo, report.RepeatedDifferently, report.Equal).ShouldBe((2, 1, 1, 2, false));
        (await CompareAsync(from, from)).Equal.ShouldBeTrue();
    }

    [Fact]
    public async Task Rows_that_repeat_a_key_are_paired_in_the_order_of_their_cells()
    {
        var from = await VersionAsync("SELECT '1' AS job_id, unnest(['a', 'b']) AS status");
        var to = await VersionAsync("SELECT '1' AS job_id, unnest(['b', 'c', 'a']) AS status");

        var report = await CompareAsync(from, to);

        (report.RepeatedFrom, report.RepeatedTo, report.RepeatedDifferently, report.RowsDiffering).ShouldBe((1, 2, 1, 0));
        report.Equal.ShouldBeFalse();
    }

    [Fact]
    public async Task Columns_and_types_that_differ_are_told_and_notes_about_rows_are_left_out()
    {
        var from = await VersionAsync("SELECT '1' AS job_id, 7 AS total, 'x' AS gone, 'run 1' AS _run_id");
        var to = await VersionAsync("SELECT '1' AS job_id, '7' AS total, 'y' AS new, 'run 2' AS _run_id");

        var report = await CompareAsync(from, to);

        (report.ColumnsOnlyFrom.Single(), report.ColumnsOnlyTo.Single(), report.TypesDiffering.Single(), report.RowsDiffering).ShouldBe(("gone", "new", "total", 0));
    }

    [Fact]
    public async Task A_version_without_files_has_no_rows()
    {
        var empty = new DatasetVersion
        {
            Id = Guid.NewGuid(), Company = "acme", Dataset = "jobs", VersionTag = "v000000", Layer = DataLayer.Gold, SchemaVersion = "1", Files = [], RowCount = 0, Checksum = "none",
            Parents = [], ProducedByRunId = "run", AsOf = DateTimeOffset.UnixEpoch, CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var full = await VersionAsync("SELECT '1' AS job_id");

        (await CompareAsync(empty, full)).KeysOnlyTo.ShouldBe(1);
        (await CompareAsync(full, empty)).KeysOnlyFrom.ShouldBe(1);
        (await CompareAsync(empty, empty)).Equal.ShouldBeTrue();
    }

    [Fact]
    public async Task Differences_are_listed_in_pages()
    {
        var from = await VersionAsync("SELECT printf('%03d', range) AS job_id, range AS total FROM range(25)");
        var to = await VersionAsync("SELECT printf('%03d', range) AS job_id, range + 1 AS total FROM range(10, 25)");

        var only = await PagesAsync(cursor => _parity.ListAsync(from, to, new ParityRequest(), ParityPart.OnlyFrom, 4, cursor, Token));
        var cells = await PagesAsync(cursor => _parity.ListAsync(from, to, new ParityRequest { Column = "total" }, ParityPart.Cells, 4, cursor, Token));

        only.Select(item => item.Key["job_id"]).ShouldBe(Enumerable.Range(0, 10).Select(number => $"{number:D3}"));
        cells.Select(item => $"{item.Key["job_id"]} {item.From} {item.To}").ShouldBe(Enumerable.Range(10, 15).Select(number => $"{number:D3} {number} {number + 1}"));
        var unknown = await Should.ThrowAsync<UserErrorException>(() => _parity.ListAsync(from, to, new ParityRequest { Column = "job_id" }, ParityPart.Cells, 4, null, Token));
        unknown.Error.Code.ShouldBe("parity_column_unknown");
    }

    [Fact]
    public async Task Another_key_can_be_named_if_both_have_it()
    {
        var from = await VersionAsync("SELECT '1' AS job_id, 'b' AS batch, 'x' AS status");
        var to = await VersionAsync("SELECT '2' AS job_id, 'b' AS batch, 'x' AS status");

        (await CompareAsync(from, to, new ParityRequest { Key = ["batch", "status"] })).Columns.Select(column => column.Name).ShouldBe(["job_id"]);
        var unknown = await Should.ThrowAsync<UserErrorException>(() => CompareAsync(from, to, new ParityRequest { Key = ["none"] }));
        unknown.Error.Code.ShouldBe("parity_key_unknown");
    }

    private Task<ParityReport> CompareAsync(DatasetVersion from, DatasetVersion to, ParityRequest? request = null) => _parity.CompareAsync(from, to, request ?? new ParityRequest(), Token);

    private static async Task<List<ParityDifference>> PagesAsync(Func<string?, Task<Page<ParityDifference>>> list)
    {
        var all = new List<ParityDifference>();
        string? cursor = null;
        do
        {
            var page = await list(cursor);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private async Task<DatasetVersion> VersionAsync(string query, string dataset = "jobs")
    {
        var run = $"acme:test:20260228T000000Z:{++_versions}";
        var target = new TableTarget { Company = "acme", Layer = DataLayer.Gold, Dataset = dataset, SchemaVersion = "1", RunId = run, LocalDate = new DateOnly(2026, 2, 28) };
        await using var session = _engine.OpenSession();
        var file = await session.WriteAsync(target, query, Token);
        return new DatasetVersion
        {
            Id = Guid.NewGuid(), Company = "acme", Dataset = dataset, VersionTag = $"v{_versions:D6}", Layer = DataLayer.Gold, SchemaVersion = "1", Files = [file], RowCount = file.Rows, Checksum = file.Sha256,
            Parents = [], ProducedByRunId = run, AsOf = DateTimeOffset.UnixEpoch, CreatedAt = DateTimeOffset.UnixEpoch,
        };
    }
}
