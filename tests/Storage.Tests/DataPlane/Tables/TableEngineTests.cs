using DataHound.Domain.Observability;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using System.Buffers;
using DuckDb;

namespace Storage.Tests.DataPlane.Tables;

public sealed class TableEngineTests : IDisposable
{
    private readonly TestObjects _objects = new();
    private readonly TableEngine _engine;

    public TableEngineTests() => _engine = new TableEngine(Options(), _objects, [new Doubling()]);

    [Fact]
    public async Task What_is_written_can_be_read_back_with_its_metadata()
    {
        await using var session = _engine.OpenSession();
        var file = await session.WriteAsync(Target("run-1"), "SELECT i AS id, 'x' || i AS name FROM range(3) t(i)", CancellationToken.None);
        await session.ReadAsync("written", Version(file), CancellationToken.None);

        file.Rows.ShouldBe(3);
        file.Path.ShouldStartWith("acme/gold/dataset=jobs/dt=2015-06-24/part-");
        (await session.RunAsync(connection => connection.QueryScalar<string>("SELECT string_agg(name, ',') FROM written"), CancellationToken.None)).ShouldBe("x0,x1,x2");
        (await session.RunAsync(connection => connection.QueryScalar<string>($"SELECT decode(value) FROM parquet_kv_metadata({DuckSql.Literal(FileOf(file))}) WHERE decode(key) = 'datahound.run_id'"), CancellationToken.None)).ShouldBe("run-1");

        string FileOf(ManifestFile written) => Path.Combine(_objects.Folder, "objects", written.Path);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("truncate")]
    [InlineData("flip")]
    public async Task A_version_whose_file_is_not_as_it_was_published_is_named_in_the_error(string damage)
    {
        await using var session = _engine.OpenSession();
        var file = await session.WriteAsync(Target("run-1"), "SELECT i AS id, md5(i::VARCHAR) AS name FROM range(1000) t(i)", CancellationToken.None);
        var stored = Path.Combine(_objects.Folder, "objects", file.Path);
        var bytes = await File.ReadAllBytesAsync(stored, TestContext.Current.CancellationToken);
        for (var place = 8; place < 2000; place++)
            bytes[place] ^= 0x5a;
        File.Delete(stored);
        if (damage is not "delete")
            await File.WriteAllBytesAsync(stored, damage is "flip" ? bytes : bytes[..100], TestContext.Current.CancellationToken);

        var thrown = await Should.ThrowAsync<UserErrorException>(async () =>
        {
            await session.ReadAsync("damaged", Version(file), CancellationToken.None);
            await session.RunAsync(connection => connection.QueryScalar<string>("SELECT max(name) FROM damaged"), CancellationToken.None);
        });

        thrown.Error.Code.ShouldBe("version_damaged");
        thrown.Error.Cause.ShouldContain("of 'jobs'");
        thrown.Error.NextStep.ShouldContain("verification");
    }

    [Fact]
    public async Task The_same_rows_of_the_same_run_are_the_same_bytes()
    {
        const string Query = "SELECT i AS id, md5(i::VARCHAR) AS name FROM range(200000) t(i)";
        await using var session = _engine.OpenSession();

        var first = await session.WriteAsync(Target("run-1"), Query, CancellationToken.None);
        var second = await session.WriteAsync(Target("run-1"), Query, CancellationToken.None);

        second.ShouldBe(first);
    }

    [Fact]
    public async Task Sessions_do_not_see_each_others_relations()
    {
        await using var one = _engine.OpenSession();
        await using var other = _engine.OpenSession();
        await one.ExecuteAsync("CREATE TEMP TABLE t AS SELECT 1 AS a", CancellationToken.None);
        await other.ExecuteAsync("CREATE TEMP TABLE t AS SELECT 2 AS a", CancellationToken.None);

        (await one.RunAsync(connection => connection.QueryScalar<int>("SELECT a FROM t"), CancellationToken.None)).ShouldBe(1);
    }

    [Fact]
    public async Task Rows_can_be_appended_to_a_temporary_table()
    {
        await using var session = _engine.OpenSession();
        await session.ExecuteAsync("CREATE TEMP TABLE t (a VARCHAR, b DECIMAL(18,2))", CancellationToken.None);

        var total = await session.RunAsync(
            connection =>
            {
                using var appender = connection.CreateAppender("t");
                appender.AppendUtf8("x"u8);
                appender.AppendUnscaled(150);
                appender.EndRow();
                appender.Complete();
                return connection.QueryScalar<decimal>("SELECT sum(b) FROM t");
            },
            CancellationToken.None);

        total.ShouldBe(1.5m);
    }

    [Fact]
    public async Task Registered_functions_are_known_in_every_session()
    {
        await using var session = _engine.OpenSession();

        (await session.RunAsync(connection => connection.QueryScalar<string>("SELECT doubled('ab')"), CancellationToken.None)).ShouldBe("abab");
    }

    [Fact]
    public async Task The_engine_answers_its_check() => await _engine.CheckAsync(CancellationToken.None);

    [Fact]
    public void Unusable_options_are_named_all_at_once()
    {
        var options = new TableEngineOptions { WorkDirectory = "here", Threads = 0, MemoryLimit = " " };

        var error = Should.Throw<ArgumentException>(() => new TableEngine(options, _objects, []));

        error.Message.ShouldContain("MemoryLimit");
        error.Message.ShouldContain("Threads");
        error.Message.ShouldContain("WorkDirectory");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _objects.Dispose();
    }

    private TableEngineOptions Options() => new() { WorkDirectory = Path.Combine(_objects.Folder, "work"), ReadDirectories = [_objects.Folder] };

    private static TableTarget Target(string run) => new()
    {
        Company = "acme",
        Layer = DataLayer.Gold,
        Dataset = "jobs",
        SchemaVersion = "1",
        RunId = run,
        LocalDate = new DateOnly(2015, 6, 24),
    };

    private static DatasetVersion Version(params ManifestFile[] files) => new()
    {
        Id = Guid.NewGuid(),
        Company = "acme",
        Dataset = "jobs",
        VersionTag = "v000001",
        Layer = DataLayer.Gold,
        SchemaVersion = "1",
        Files = files,
        RowCount = files.Sum(file => file.Rows),
        Checksum = "",
        Parents = [],
        ProducedByRunId = "run-1",
        AsOf = DateTimeOffset.UnixEpoch,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private sealed class Doubling : ISqlFunctions
    {
        public IEnumerable<DuckScalarFunction> Functions =>
        [
            DuckScalarFunction.From("doubled", (ReadOnlySpan<byte> text, IBufferWriter<byte> output) =>
            {
                output.Write(text);
                output.Write(text);
                return true;
            }),
        ];
    }
}
