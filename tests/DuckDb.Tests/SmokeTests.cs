using System.Text;
namespace DuckDb.Tests;

public class SmokeTests
{
    [Fact]
    public void Everything_at_once()
    {
        var dir = Directory.CreateTempSubdirectory().FullName;
        using var db = DuckDatabase.OpenInMemory(new DuckDbOptions { MemoryLimit = "512MB", Threads = 2, AllowedDirectories = [dir], TempDirectory = Path.Combine(dir, "tmp") });
        using var c = db.Connect();
        DuckLibrary.Version.ShouldBe("v1.5.6");
        c.QueryScalar<long>("select 42").ShouldBe(42);
        c.QueryScalar<long>("select sum(i) from range(10) t(i)").ShouldBe(45);
        c.QueryScalar<string>("select $a || $b", new DuckParameters { ["a"] = "x", ["b"] = "y" }).ShouldBe("xy");
        c.QueryScalar<decimal>("select ?::decimal(18,2)", [1.5m]).ShouldBe(1.5m);
        c.ExecuteScript("create table t(a varchar, b bigint, c decimal(18,2), d timestamp, l varchar[])");
        using (var a = c.CreateAppender("t"))
        {
            for (var i = 0; i < 5000; i++)
            {
                a.AppendUtf8("hello"u8); a.Append(i); a.Append(1.25m); a.Append(new DateTime(2020, 1, 1)); a.AppendValue(new[] { "a", "b", new string('x', 100) }); a.EndRow();
            }
            a.AppendNull(); a.AppendNull(); a.AppendNull(); a.AppendNull(); a.AppendNull(); a.EndRow();
            a.Complete().ShouldBe(5001);
        }
        c.QueryScalar<long>("select count(*) from t").ShouldBe(5001);
        var path = Path.Combine(dir, "x.parquet");
        c.Execute(new ParquetWriteOptions { Metadata = new Dictionary<string, string> { ["k'"] = "v'" } }.CopyStatement("select * from t", path)).ShouldBe(5001);
        c.QueryScalar<decimal>($"select sum(c) from read_parquet({DuckSql.Literal(path)})").ShouldBe(6250m);
        db.RegisterScalarFunction(DuckScalarFunction.From("shout", (ReadOnlySpan<byte> t, System.Buffers.IBufferWriter<byte> o) => { foreach (var b in t) { o.GetSpan(1)[0] = (byte)char.ToUpperInvariant((char)b); o.Advance(1); } return true; }));
        db.RegisterScalarFunction(DuckScalarFunction.From("cents", (ReadOnlySpan<byte> t, out long v) => { v = t.Length; return true; }, DuckType.Decimal(18, 2)));
        c.QueryScalar<string>("select shout(a) from t limit 1").ShouldBe("HELLO");
        c.QueryScalar<decimal>("select sum(cents(a)) from t").ShouldBe(250m);
        Should.Throw<DuckDbException>(() => c.Execute("select * from nope")).Kind.ShouldBe(DuckErrorKind.Catalog);
        var e = Should.Throw<DuckDbException>(() => c.Execute("select cast('secret' as int) from t"));
        e.Kind.ShouldBe(DuckErrorKind.Conversion);
        e.SafeMessage.ShouldNotContain("secret");
        using var r = c.Query("select b, a, l from t");
        var n = 0;
        while (r.NextChunk()) { n += r.RowCount; }
        n.ShouldBe(5001);
    }

    [Fact]
    public async Task Cancel()
    {
        using var db = DuckDatabase.OpenInMemory();
        await using var c = db.Connect();
        using var cts = new CancellationTokenSource(300);
        await Should.ThrowAsync<OperationCanceledException>(c.QueryScalarAsync<long>("select count(*) from range(10000000) a, range(10000000) b where (a.range * b.range) % 7 = 3", null, cts.Token));
        (await c.QueryScalarAsync<int>("select 1")).ShouldBe(1);
    }
}
