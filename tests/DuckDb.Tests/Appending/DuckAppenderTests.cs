using System.Buffers.Text;
using System.Text;

namespace DuckDb.Tests.Appending;

public class DuckAppenderTests : WorkbenchTests
{
    [Fact]
    public void Rows_over_many_chunks_arrive_in_order()
    {
        Connection.Execute("CREATE TABLE t (n BIGINT, s VARCHAR)");
        using (var appender = Connection.CreateAppender("t"))
        {
            Span<byte> text = stackalloc byte[20];
            for (var number = 0L; number < 10_000; number++)
            {
                appender.Append(number);
                if (number % 3 == 0)
                {
                    appender.AppendNull();
                }
                else
                {
                    Utf8Formatter.TryFormat(number * 1_000_000_007, text, out var length);
                    appender.AppendUtf8(text[..length]);
                }

                appender.EndRow();
            }

            appender.Complete().ShouldBe(10_000);
        }

        Bench.Rows("SELECT count(*), count(s), bool_and(s IS NULL OR s::BIGINT = n * 1000000007), bool_and(n = rowid) FROM t")[0]
            .ShouldBe([10_000L, 6_666L, true, true]);
    }

    [Fact]
    public void Every_column_type_is_written()
    {
        Connection.Execute("""
            CREATE TABLE t (a BOOLEAN, b TINYINT, c USMALLINT, d INTEGER, e UBIGINT, f HUGEINT, g UHUGEINT, h FLOAT, i DOUBLE, j DECIMAL(4,1), k DECIMAL(18,2),
              l DECIMAL(38,5), m VARCHAR, n BLOB, o DATE, p TIME, q TIMESTAMP, r TIMESTAMP_S, s TIMESTAMP_MS, t TIMESTAMP_NS, u TIMESTAMPTZ, v INTERVAL, w UUID,
              x ENUM('red', 'green'), y VARCHAR[], z DECIMAL(9,2))
            """);
        var moment = new DateTime(2024, 2, 29, 12, 34, 56, 789, 123);
        var guid = Guid.Parse("fedcba98-7654-3210-0123-456789abcdef");
        using (var appender = Connection.CreateAppender("t"))
        {
            appender.Append(true);
            appender.Append(-128);
            appender.Append(65_535);
            appender.Append(int.MinValue);
            appender.Append(ulong.MaxValue);
            appender.AppendHugeInt(Int128.MinValue);
            appender.AppendUHugeInt(UInt128.MaxValue);
            appender.Append(1.5f);
            appender.Append(Math.PI);
            appender.Append(-999.9m);
            appender.AppendUnscaled(150);
            appender.Append(123456789012345678901234.5m);
            appender.Append("a text that is longer than twelve bytes: ł");
            appender.AppendBlob([0, 1, 255]);
            appender.Append(DateOnly.FromDateTime(moment));
            appender.Append(TimeOnly.FromDateTime(moment));
            appender.Append(moment);
            appender.Append(moment);
            appender.Append(moment);
            appender.Append(moment);
            appender.Append(new DateTimeOffset(moment, TimeSpan.FromHours(2)));
            appender.Append(new DuckInterval(1, 2, 3));
            appender.Append(guid);
            appender.AppendUtf8("green"u8);
            appender.AppendValue(new[] { "x", null, "y" });
            appender.Append(7L * 1m);
            appender.EndRow();
            appender.Complete().ShouldBe(1);
        }

        Bench.Rows("SELECT * FROM t")[0].ShouldBe(
        [
            true, (sbyte)-128, (ushort)65_535, int.MinValue, ulong.MaxValue, Int128.MinValue, UInt128.MaxValue, 1.5f, Math.PI, -999.9m, 1.50m,
            123456789012345678901234.5m, "a text that is longer than twelve bytes: ł", new byte[] { 0, 1, 255 }, DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment),
            moment, new DateTime(2024, 2, 29, 12, 34, 56), new DateTime(2024, 2, 29, 12, 34, 56, 789), moment,
            new DateTimeOffset(moment, TimeSpan.FromHours(2)).ToUniversalTime(), new DuckInterval(1, 2, 3), guid, "green", new List<object?> { "x", null, "y" }, 7m,
        ]);
    }

    [Fact]
    public void Seconds_before_1970_are_cut_off_towards_the_past()
    {
        Connection.Execute("CREATE TABLE t (s TIMESTAMP_S, m TIMESTAMP_MS)");
        using var appender = Connection.CreateAppender("t");
        appender.AppendTimestampMicros(-1);
        appender.AppendTimestampMicros(-1);
        appender.EndRow();
        appender.Complete();

        Bench.Rows("SELECT epoch_ms(s::TIMESTAMP), epoch_ms(m::TIMESTAMP) FROM t")[0].ShouldBe([-1000L, -1L]);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Connection.Execute("CREATE TABLE t (a TINYINT, b DECIMAL(4,2), c VARCHAR, d ENUM('x'), e INTEGER[2], f UBIGINT, g TIMESTAMP)");

        Refused<DuckDbException>(0, appender => appender.Append(128));
        Refused<DuckDbException>(1, appender => appender.Append(1.005m));
        Refused<DuckDbException>(1, appender => appender.AppendUnscaled(10_000));
        Refused<DuckDbException>(2, appender => appender.AppendUtf8([0xC3, 0x28]));
        Refused<DuckDbException>(3, appender => appender.Append("y"));
        Refused<DuckDbException>(4, appender => appender.AppendValue(new[] { 1, 2, 3 }));
        Refused<DuckDbException>(5, appender => appender.Append(-1));
        Refused<ArgumentException>(6, appender => appender.Append(DateTime.Now));
        Refused<InvalidCastException>(0, appender => appender.Append("1"));
        Refused<InvalidCastException>(2, appender => appender.Append(1));
        Refused<InvalidCastException>(1, appender => appender.Append(1.5));
        Refused<InvalidCastException>(2, appender => appender.AppendValue(new Version(1, 0)));
    }

    [Fact]
    public void A_row_must_have_all_columns_and_no_more()
    {
        Connection.Execute("CREATE TABLE t (a INTEGER, b INTEGER)");
        using var appender = Connection.CreateAppender("t");
        appender.ColumnTypes.Count.ShouldBe(2);
        appender.Append(1);

        Should.Throw<InvalidOperationException>(appender.EndRow);
        Should.Throw<InvalidOperationException>(() => appender.Complete());
        appender.Append(2);
        Should.Throw<InvalidOperationException>(() => appender.Append(3));
    }

    [Fact]
    public void Without_Complete_nothing_arrives()
    {
        Connection.Execute("CREATE TABLE t (a INTEGER)");
        using (var appender = Connection.CreateAppender("t"))
        {
            for (var number = 0; number < 5000; number++)
            {
                appender.Append(number);
                appender.EndRow();
            }
        }

        Bench.Value("SELECT count(*) FROM t").ShouldBe(0L);
    }

    [Fact]
    public void A_rolled_back_transaction_takes_the_rows_with_it()
    {
        Connection.ExecuteScript("CREATE TABLE t (a INTEGER); BEGIN");
        using (var appender = Connection.CreateAppender("t"))
        {
            appender.Append(1);
            appender.EndRow();
            appender.Complete();
        }

        Connection.Execute("ROLLBACK");
        Bench.Value("SELECT count(*) FROM t").ShouldBe(0L);
    }

    [Fact]
    public void A_violated_constraint_is_an_error_of_its_kind_and_nothing_arrives()
    {
        Connection.Execute("CREATE TABLE t (a INTEGER NOT NULL)");
        using (var appender = Connection.CreateAppender("t"))
        {
            appender.AppendNull();
            appender.EndRow();
            Should.Throw<DuckDbException>(() => appender.Complete()).Kind.ShouldBe(DuckErrorKind.Constraint);
        }

        Bench.Value("SELECT count(*) FROM t").ShouldBe(0L);
    }

    [Fact]
    public void A_missing_table_is_named()
    {
        Should.Throw<DuckDbException>(() => Connection.CreateAppender("nowhere")).Message.ShouldContain("nowhere");
    }

    [Fact]
    public void A_table_of_another_schema_with_a_strange_name_is_found()
    {
        Connection.ExecuteScript("CREATE SCHEMA \"my schema\"; CREATE TABLE \"my schema\".\"a \"\"b\" (n INTEGER)");
        using (var appender = Connection.CreateAppender("a \"b", "my schema"))
        {
            appender.Append(1);
            appender.EndRow();
            appender.Complete();
        }

        Bench.Value("SELECT count(*) FROM \"my schema\".\"a \"\"b\"").ShouldBe(1L);
    }

    [Fact]
    public void Very_long_texts_are_written()
    {
        var text = new string('ż', 3_000_000);
        Connection.Execute("CREATE TABLE t (a VARCHAR, b VARCHAR)");
        using (var appender = Connection.CreateAppender("t"))
        {
            appender.Append(text);
            appender.AppendUtf8(Encoding.UTF8.GetBytes(text));
            appender.EndRow();
            appender.Complete();
        }

        Bench.Rows("SELECT strlen(a), a = b FROM t")[0].ShouldBe([6_000_000L, true]);
    }

    private void Refused<T>(int column, Action<DuckAppender> append)
        where T : Exception
    {
        using var appender = Connection.CreateAppender("t");
        for (var index = 0; index < column; index++)
        {
            appender.AppendNull();
        }

        Should.Throw<T>(() => append(appender));
    }
}
