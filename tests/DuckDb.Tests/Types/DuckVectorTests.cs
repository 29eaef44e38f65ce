namespace DuckDb.Tests.Types;

public class DuckVectorTests : WorkbenchTests
{
    [Fact]
    public void Every_type_is_read_as_its_nearest_dotnet_type()
    {
        var expected = new (string Sql, object? Value)[]
        {
            ("true", true),
            ("(-128)::TINYINT", sbyte.MinValue),
            ("(-32768)::SMALLINT", short.MinValue),
            ("(-2147483648)::INTEGER", int.MinValue),
            ("(-9223372036854775808)::BIGINT", long.MinValue),
            ("255::UTINYINT", byte.MaxValue),
            ("65535::USMALLINT", ushort.MaxValue),
            ("4294967295::UINTEGER", uint.MaxValue),
            ("18446744073709551615::UBIGINT", ulong.MaxValue),
            ("170141183460469231731687303715884105727::HUGEINT", Int128.MaxValue),
            ("(-170141183460469231731687303715884105728)::HUGEINT", Int128.MinValue),
            ("340282366920938463463374607431768211455::UHUGEINT", UInt128.MaxValue),
            ("1.5::FLOAT", 1.5f),
            ("'-inf'::DOUBLE", double.NegativeInfinity),
            ("-12.34::DECIMAL(4,2)", -12.34m),
            ("-1234567.89::DECIMAL(9,2)", -1234567.89m),
            ("1234567890123456.78::DECIMAL(18,2)", 1234567890123456.78m),
            ("-79228162514264337593543950335::DECIMAL(38,0)", decimal.MinValue),
            ("1.5::DECIMAL(38,30)", 1.5m),
            ("'zażółć gęślą jaźń'", "zażółć gęślą jaźń"),
            ("''", ""),
            ("'exactly 12 b'", "exactly 12 b"),
            ("'exactly 13 by'", "exactly 13 by"),
            ("'\\x00\\xFF'::BLOB", new byte[] { 0, 255 }),
            ("DATE '2024-02-29'", new DateOnly(2024, 2, 29)),
            ("TIME '23:59:59.999999'", new TimeOnly(23, 59, 59, 999, 999)),
            ("TIMESTAMP '1969-12-31 23:59:59.999999'", new DateTime(1969, 12, 31, 23, 59, 59, 999, 999)),
            ("TIMESTAMP_S '2024-01-01 00:00:01'", new DateTime(2024, 1, 1, 0, 0, 1)),
            ("TIMESTAMP_MS '2024-01-01 00:00:00.001'", new DateTime(2024, 1, 1, 0, 0, 0, 1)),
            ("TIMESTAMP_NS '2024-01-01 00:00:00.0000001'", new DateTime(2024, 1, 1).AddTicks(1)),
            ("TIMESTAMPTZ '2024-01-01 00:00:00+02'", new DateTimeOffset(2023, 12, 31, 22, 0, 0, TimeSpan.Zero)),
            ("INTERVAL '1 year 2 days 3.5 seconds'", new DuckInterval(12, 2, 3_500_000)),
            ("'00112233-4455-6677-8899-aabbccddeeff'::UUID", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")),
            ("'b'::ENUM('a', 'b')", "b"),
            ("[1, NULL, 3]", new List<object?> { 1, null, 3 }),
            ("[]::INTEGER[]", new List<object?>()),
            ("array_value(1, 2)", new List<object?> { 1, 2 }),
            ("[['a'], NULL, []]", new List<object?> { new List<object?> { "a" }, null, new List<object?>() }),
            ("NULL::INTEGER", null),
            ("NULL::INTEGER[]", null),
            ("NULL", null),
        };

        var row = Bench.Rows($"SELECT {string.Join(", ", expected.Select(one => one.Sql))}")[0];

        for (var index = 0; index < expected.Length; index++)
        {
            row[index].ShouldBe(expected[index].Value, expected[index].Sql);
        }
    }

    [Fact]
    public void Structs_and_maps_nest()
    {
        var row = Bench.Rows("SELECT {'a': 1, 'b': [{'c': 'x'}]}, MAP {'k': [1, 2]}, {'n': NULL::INTEGER}")[0];

        var outer = row[0].ShouldBeOfType<Dictionary<string, object?>>();
        outer["a"].ShouldBe(1);
        outer["b"].ShouldBeOfType<List<object?>>()[0].ShouldBeOfType<Dictionary<string, object?>>()["c"].ShouldBe("x");
        var map = row[1].ShouldBeOfType<List<KeyValuePair<object, object?>>>().ShouldHaveSingleItem();
        map.Key.ShouldBe("k");
        map.Value.ShouldBe(new List<object?> { 1, 2 });
        row[2].ShouldBeOfType<Dictionary<string, object?>>()["n"].ShouldBeNull();
    }

    [Fact]
    public void Typed_access_to_lists_structs_and_maps_makes_no_objects()
    {
        using var reader = Connection.Query("SELECT ['a' || i, NULL], {'n': i, 's': 'v' || i}, MAP {i: 'm' || i}, array_value(i, i + 1) FROM range(5) t(i)");
        reader.NextChunk().ShouldBeTrue();

        var list = reader.Column(0).List(3);
        list.Count.ShouldBe(2);
        list.Utf8(0).SequenceEqual("a3"u8).ShouldBeTrue();
        list.IsNull(1).ShouldBeTrue();
        reader.Column(1).Field("N").Int64(4).ShouldBe(4);
        reader.Column(1).Field(1).String(4).ShouldBe("v4");
        var map = reader.Column(2).List(2);
        map.Elements.Field(0).Int64(map.Row(0)).ShouldBe(2);
        map.Elements.Field("value").String(map.Row(0)).ShouldBe("m2");
        var array = reader.Column(3).List(1);
        array.Elements.Int64(array.Row(1)).ShouldBe(2);
    }

    [Fact]
    public void Constant_and_repeated_values_inside_nested_types_are_read_for_every_row()
    {
        Connection.Execute($"COPY (SELECT ['foo', 'bar' || (i % 3)] AS l, {{'s': 'k' || (i % 3), 'c': 'same'}} AS s FROM range(5000) t(i)) TO {Bench.Quoted("x.parquet")} (FORMAT parquet)");
        using var reader = Connection.Query($"SELECT l, s, {{'q': s.c, 'l': l}} FROM read_parquet({Bench.Quoted("x.parquet")})");
        var at = 0;
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++, at++)
            {
                reader.Column(0).List(row).String(1).ShouldBe($"bar{at % 3}");
                reader.Column(1).Field(0).String(row).ShouldBe($"k{at % 3}");
                reader.Column(1).Field(1).String(row).ShouldBe("same");
                reader.Column(2).Field(0).String(row).ShouldBe("same");
                reader.Column(2).Field(1).List(row).String(0).ShouldBe("foo");
            }
        }

        at.ShouldBe(5000);
    }

    /// <summary>Trap 8: what .NET cannot hold is an error with a type, never a wrong value.</summary>
    [Theory]
    [InlineData("DATE 'infinity'")]
    [InlineData("DATE '-infinity'")]
    [InlineData("DATE '10000-01-01'")]
    [InlineData("DATE '0001-01-01 (BC)'")]
    [InlineData("TIMESTAMP 'infinity'")]
    [InlineData("TIMESTAMP '-infinity'")]
    [InlineData("TIMESTAMP '294246-01-01 00:00:00'")]
    [InlineData("TIMESTAMPTZ 'infinity'")]
    [InlineData("TIMESTAMPTZ '0044-03-15 (BC) 00:00:00+00'")]
    [InlineData("TIMESTAMP_S '200000-01-01 00:00:00'")]
    [InlineData("TIMESTAMP_NS '2024-01-01 00:00:00.000000001'")]
    [InlineData("TIME '24:00:00'")]
    [InlineData("79228162514264337593543950336::DECIMAL(38,0)")]
    [InlineData("0.00000000000000000000000000001::DECIMAL(38,29)")]
    [InlineData("'1010'::BIT")]
    public void What_dotnet_cannot_hold_is_a_typed_error(string sql)
    {
        var error = Should.Throw<DuckValueException>(() => Bench.Value($"SELECT {sql}"));

        error.Kind.ShouldBe(DuckErrorKind.OutOfRange);
        error.Row.ShouldBe(0);
        error.ValueType.ShouldNotBeNull();
    }

    [Fact]
    public void The_stored_value_of_what_dotnet_cannot_hold_is_still_there()
    {
        using var reader = Connection.Query("SELECT DATE 'infinity', 79228162514264337593543950336::DECIMAL(38,0), TIMESTAMP_NS '2024-01-01 00:00:00.000000001'");
        reader.NextChunk();

        reader.Column(0).Span<int>()[0].ShouldBe(int.MaxValue);
        reader.Column(1).Unscaled(0).ShouldBe(Int128.Parse("79228162514264337593543950336", System.Globalization.CultureInfo.InvariantCulture));
        (reader.Column(2).Span<long>()[0] % 1000).ShouldBe(1);
    }

    [Fact]
    public void A_wrong_type_row_or_size_is_refused()
    {
        using var reader = Connection.Query("SELECT 1::BIGINT, 'x', [1]");
        reader.NextChunk();

        Should.Throw<InvalidCastException>(() => reader.Column(0).String(0));
        Should.Throw<InvalidCastException>(() => reader.Column(1).Int64(0));
        Should.Throw<InvalidCastException>(() => reader.Column(0).Span<int>().Length);
        Should.Throw<InvalidCastException>(() => reader.Column(0).List(0).Count);
        Should.Throw<ArgumentOutOfRangeException>(() => reader.Column(0).Int64(1));
        Should.Throw<ArgumentOutOfRangeException>(() => reader.Column(0).IsNull(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => reader.Column(2).List(0).Row(1));
    }

    [Fact]
    public void Enums_of_all_three_sizes_are_read()
    {
        foreach (var size in new[] { 2, 255, 256, 70_000 })
        {
            var texts = string.Join(", ", Enumerable.Range(0, size).Select(number => $"'v{number}'"));
            Connection.Execute($"CREATE OR REPLACE TYPE e AS ENUM ({texts})");
            using var reader = Connection.Query($"SELECT 'v{size - 1}'::e, 'v0'::e");
            reader.NextChunk();

            reader.Column(0).String(0).ShouldBe($"v{size - 1}");
            reader.Column(0).EnumIndex(0).ShouldBe(size - 1);
            reader.Column(1).Utf8(0).SequenceEqual("v0"u8).ShouldBeTrue();
        }
    }
}
