using System.Buffers;
using System.Text;

namespace DuckDb.Tests.Functions;

public class DuckScalarFunctionTests : WorkbenchTests
{
    [Fact]
    public void Text_to_text_works_for_all_lengths_and_NULL()
    {
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("twice", (ReadOnlySpan<byte> text, IBufferWriter<byte> output) =>
        {
            output.Write(text);
            output.Write(text);
            return text.Length > 0;
        }));

        Bench.Rows("SELECT bool_and(twice(repeat('ż', i::INTEGER)) IS NOT DISTINCT FROM nullif(repeat('ż', 2 * i::INTEGER), '')), twice(NULL) FROM range(5000) t(i)")[0]
            .ShouldBe([true, null]);
    }

    [Fact]
    public void Text_to_number_reads_as_the_type_it_returns()
    {
        static bool Length(ReadOnlySpan<byte> text, out long value)
        {
            value = text.Length;
            return value != 3;
        }

        var types = new[] { DuckType.BigInt, DuckType.Integer, DuckType.Timestamp, DuckType.TimestampTz, DuckType.Date, DuckType.Decimal(18, 2), DuckType.Decimal(4, 1) };
        for (var index = 0; index < types.Length; index++)
        {
            Bench.Database.RegisterScalarFunction(DuckScalarFunction.From($"length_{index}", Length, types[index]));
        }

        Bench.Rows("SELECT length_0(s), length_1(s), length_2(s), length_3(s), length_4(s), length_5(s), length_6(s), length_0('abc') FROM (SELECT '12345' AS s)")[0].ShouldBe(
        [
            5L, 5, DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Unspecified).AddMicroseconds(5), DateTimeOffset.UnixEpoch.AddMicroseconds(5), new DateOnly(1970, 1, 6), 0.05m, 0.5m, null,
        ]);
    }

    [Fact]
    public void A_number_that_does_not_fit_the_result_is_the_querys_error()
    {
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("big", (ReadOnlySpan<byte> _, out long value) => (value = long.MaxValue) > 0, DuckType.Integer));

        Should.Throw<DuckDbException>(() => Connection.Execute("SELECT big('x')")).Message.ShouldContain("does not fit");
    }

    [Fact]
    public void Text_to_truth_value_and_to_double_work()
    {
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("is_long", (ReadOnlySpan<byte> text, out bool value) =>
        {
            value = text.Length > 3;
            return true;
        }));
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("half", (ReadOnlySpan<byte> text, out double value) =>
        {
            value = text.Length / 2.0;
            return true;
        }));

        Bench.Rows("SELECT is_long('abcd'), is_long('abc'), is_long(NULL), half('abc')")[0].ShouldBe([true, false, null, 1.5]);
    }

    [Fact]
    public void Text_to_list_works_over_many_rows()
    {
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("words", (ReadOnlySpan<byte> text, Utf8ListBuilder output) =>
        {
            foreach (var range in text.Split((byte)' '))
            {
                output.Add(text[range]);
            }

            return !text.SequenceEqual("none"u8);
        }));

        Bench.Rows("SELECT words('a bb a-word-of-more-than-twelve-bytes'), words('none'), words(''), words(NULL)")[0].ShouldBe(
        [
            new List<object?> { "a", "bb", "a-word-of-more-than-twelve-bytes" }, null, new List<object?> { "" }, null,
        ]);
        Bench.Value("SELECT bool_and(words(CASE WHEN i % 5 = 0 THEN 'none' ELSE i || ' x ' || i END) IS NOT DISTINCT FROM CASE WHEN i % 5 = 0 THEN NULL ELSE [i::VARCHAR, 'x', i::VARCHAR] END) FROM range(10000) t(i)")
            .ShouldBe(true);
    }

    [Fact]
    public void The_general_form_sees_arguments_of_several_types()
    {
        Bench.Database.RegisterScalarFunction(new DuckScalarFunction
        {
            Name = "describe_row",
            Parameters = [DuckType.Varchar, DuckType.BigInt, DuckType.Double, DuckType.Timestamp, DuckType.Boolean, DuckType.VarcharList],
            Returns = DuckType.Varchar,
            Callback = (in DuckChunk input, ref DuckVectorWriter output) =>
            {
                for (var row = 0; row < input.RowCount; row++)
                {
                    var anyNull = false;
                    for (var column = 0; column < input.ColumnCount; column++)
                    {
                        anyNull |= input.Column(column).IsNull(row);
                    }

                    if (anyNull)
                    {
                        continue;
                    }

                    var list = input.Column(5).List(row);
                    output.SetString(row, string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"{input.Column(0).String(row)}|{input.Column(1).Int64(row)}|{input.Column(2).Double(row)}|{input.Column(3).Timestamp(row):yyyy-MM-dd}|{input.Column(4).Boolean(row)}|{list.Count}{list.String(0)}"));
                }
            },
        });

        Bench.Rows("SELECT describe_row('a', 1, 2.5, TIMESTAMP '2024-01-02', true, ['x', 'y']), describe_row('a', NULL, 2.5, TIMESTAMP '2024-01-02', true, ['x'])")[0]
            .ShouldBe(["a|1|2.5|2024-01-02|True|2x", null]);
        Bench.Value("SELECT count(describe_row('a', i, 2.5, TIMESTAMP '2024-01-02', true, ['x'])) FROM (SELECT CASE WHEN range % 2 = 0 THEN range END AS i FROM range(5000))").ShouldBe(2500L);
    }

    [Fact]
    public void NULLs_are_seen_when_asked_for()
    {
        Bench.Database.RegisterScalarFunction(new DuckScalarFunction
        {
            Name = "is_missing",
            Parameters = [DuckType.Varchar],
            Returns = DuckType.Boolean,
            Nulls = DuckNullHandling.SeeNulls,
            Callback = (in DuckChunk input, ref DuckVectorWriter output) =>
            {
                for (var row = 0; row < input.RowCount; row++)
                {
                    output.SetBoolean(row, input.Column(0).IsNull(row));
                }
            },
        });

        Bench.Rows("SELECT is_missing(NULL), is_missing('x')")[0].ShouldBe([true, false]);
        Bench.Value("SELECT count(*) FILTER (is_missing(s)) FROM (SELECT CASE WHEN range % 4 = 0 THEN NULL ELSE 'x' END AS s FROM range(4000))").ShouldBe(1000L);
    }

    [Fact]
    public void Without_asking_NULL_rows_give_NULL_whatever_was_written()
    {
        Bench.Database.RegisterScalarFunction(new DuckScalarFunction
        {
            Name = "always_one",
            Parameters = [DuckType.BigInt, DuckType.BigInt],
            Returns = DuckType.BigInt,
            Callback = (in DuckChunk _, ref DuckVectorWriter output) => output.Span<long>().Fill(1),
        });

        Bench.Rows("SELECT count(*), count(always_one(a, b)) FROM (SELECT CASE WHEN range % 2 = 0 THEN range END AS a, CASE WHEN range % 3 = 0 THEN range END AS b FROM range(6000))")[0]
            .ShouldBe([6000L, 1000L]);
    }

    [Fact]
    public void An_exception_becomes_the_querys_error()
    {
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("fails", (ReadOnlySpan<byte> _, out long value) => throw new InvalidOperationException("it broke")));

        var error = Should.Throw<DuckDbException>(() => Connection.Execute("SELECT fails(range::VARCHAR) FROM range(10000)"));

        error.Message.ShouldContain("it broke");
        error.SafeMessage.ShouldNotContain("it broke");
        Connection.QueryScalar<int>("SELECT 1").ShouldBe(1);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("broken", (ReadOnlySpan<byte> _, IBufferWriter<byte> output) =>
        {
            output.Write([(byte)0xFF]);
            return true;
        }));

        Should.Throw<DuckDbException>(() => Connection.Execute("SELECT broken('x')")).Message.ShouldContain("UTF-8");
    }

    [Fact]
    public void A_function_is_called_by_several_threads_and_sees_every_row_once()
    {
        var calls = 0L;
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("counted", (ReadOnlySpan<byte> text, out long value) =>
        {
            Interlocked.Increment(ref calls);
            value = text.Length;
            return true;
        }));
        Connection.Execute("CREATE TABLE t AS SELECT range::VARCHAR AS s FROM range(1000000)");

        Bench.Value("SELECT sum(counted(s)) = sum(strlen(s)) FROM t").ShouldBe(true);
        calls.ShouldBe(1_000_000);
    }

    [Fact]
    public void Functions_are_known_to_other_connections_and_may_have_several_forms()
    {
        Connection.RegisterScalarFunction(DuckScalarFunction.From("form", (ReadOnlySpan<byte> _, out long value) => (value = 1) == 1));
        Connection.RegisterScalarFunction(new DuckScalarFunction
        {
            Name = "form",
            Parameters = [DuckType.BigInt],
            Returns = DuckType.BigInt,
            Callback = (in DuckChunk _, ref DuckVectorWriter output) => output.Span<long>().Fill(2),
        });
        using var second = Bench.Database.Connect();

        second.QueryScalar<long>("SELECT form('x') * 10 + form(5)").ShouldBe(12);
    }

    [Fact]
    public void A_volatile_function_is_called_for_every_row()
    {
        var calls = 0L;
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("fresh", (ReadOnlySpan<byte> _, out long value) =>
        {
            value = Interlocked.Increment(ref calls);
            return true;
        }) with { IsVolatile = true });

        Bench.Value("SELECT count(DISTINCT fresh('x')) FROM range(5000)").ShouldBe(5000L);
    }

    [Fact]
    public void The_callback_is_released_with_its_database()
    {
        var released = Register();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        released.IsAlive.ShouldBeFalse();

        static WeakReference Register()
        {
            var state = new StringBuilder("held by the callback");
            using var database = DuckDatabase.OpenInMemory();
            database.RegisterScalarFunction(DuckScalarFunction.From("held", (ReadOnlySpan<byte> _, out long value) => (value = state.Length) > 0));
            using var connection = database.Connect();
            connection.QueryScalar<long>("SELECT held('x')").ShouldBe(20);
            return new WeakReference(state);
        }
    }

    [Fact]
    public void A_function_needs_a_name()
    {
        Should.Throw<ArgumentException>(() => Connection.RegisterScalarFunction(DuckScalarFunction.From(" ", (ReadOnlySpan<byte> _, out long value) => (value = 1) == 1)));
    }
}
