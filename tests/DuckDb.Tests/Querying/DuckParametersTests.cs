namespace DuckDb.Tests.Querying;

public class DuckParametersTests : WorkbenchTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { true, "BOOLEAN" },
        { (sbyte)-5, "INTEGER" },
        { ushort.MaxValue, "INTEGER" },
        { int.MinValue, "INTEGER" },
        { uint.MaxValue, "BIGINT" },
        { long.MinValue, "BIGINT" },
        { ulong.MaxValue, "UBIGINT" },
        { Int128.MaxValue, "HUGEINT" },
        { UInt128.MaxValue, "UHUGEINT" },
        { 1.5f, "FLOAT" },
        { double.Epsilon, "DOUBLE" },
        { 12.50m, "DECIMAL(18,2)" },
        { -79228162514264337593543950335m, "DECIMAL(38,0)" },
        { 0.0000000000000000000000000001m, "DECIMAL(38,28)" },
        { "zażółć 'x' \0 end", "VARCHAR" },
        { "", "VARCHAR" },
        { new DateOnly(1, 1, 1), "DATE" },
        { new TimeOnly(23, 59, 59, 999, 999), "TIME" },
        { new DateTime(9999, 12, 31, 23, 59, 59), "TIMESTAMP" },
        { new DateTimeOffset(2024, 3, 10, 2, 30, 0, TimeSpan.Zero), "TIMESTAMP WITH TIME ZONE" },
        { new DuckInterval(14, -3, 5_000_001), "INTERVAL" },
        { Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "UUID" },
        { Guid.Parse("ffffffff-4455-6677-8899-aabbccddeeff"), "UUID" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_arrives_with_its_type_and_comes_back(object? value, string type)
    {
        var row = Bench.Rows("SELECT $1, typeof($1)", [value])[0];

        Convert.ToString(row[0], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
        row[1].ShouldBe(type);
    }

    [Fact]
    public void Bytes_and_lists_come_back()
    {
        Bench.Value("SELECT $1", [new byte[] { 0, 255, 7 }]).ShouldBe(new byte[] { 0, 255, 7 });
        Bench.Value("SELECT $1", [Array.Empty<byte>()]).ShouldBe(Array.Empty<byte>());
        Bench.Value("SELECT $1", [new[] { "a", null, "c" }]).ShouldBe(new List<object?> { "a", null, "c" });
        Bench.Value("SELECT $1", [Array.Empty<string>()]).ShouldBe(new List<object?>());
        Bench.Value("SELECT list_sum($1)", [new[] { 1L, 2L }]).ShouldBe((Int128)3);
        Bench.Value("SELECT 5 IN (SELECT unnest($1))", [new[] { 4, 5 }]).ShouldBe(true);
    }

    [Fact]
    public void NULL_is_bound_as_NULL()
    {
        Bench.Value("SELECT $1 IS NULL", [null]).ShouldBe(true);
    }

    [Fact]
    public void A_time_span_is_an_interval()
    {
        Bench.Value("SELECT $1", [TimeSpan.FromHours(25) + TimeSpan.FromMicroseconds(1)]).ShouldBe(new DuckInterval(0, 1, 3_600_000_001));
    }

    [Fact]
    public void Names_are_matched_ignoring_case_and_order()
    {
        Bench.Value("SELECT $From || $to", new DuckParameters { ["TO"] = "b", ["from"] = "a" }).ShouldBe("ab");
    }

    [Fact]
    public void A_wrong_name_lists_the_right_ones()
    {
        Should.Throw<ArgumentException>(() => Bench.Value("SELECT $amount", new DuckParameters { ["amuont"] = 1 })).Message.ShouldContain("amount");
    }

    [Fact]
    public void Too_few_and_too_many_values_are_refused()
    {
        Should.Throw<ArgumentException>(() => Connection.Execute("SELECT ?, ?", [1]));
        Should.Throw<ArgumentException>(() => Connection.Execute("SELECT 1", [1]));
    }

    [Fact]
    public void Places_and_names_do_not_mix()
    {
        Should.Throw<ArgumentException>(() => new DuckParameters { ["a"] = 1 }.Add(2));
        Should.Throw<ArgumentException>(() => new DuckParameters { ["a"] = 1, ["A"] = 2 });
    }

    [Fact]
    public void A_local_time_is_refused()
    {
        Should.Throw<ArgumentException>(() => Bench.Value("SELECT $1", [DateTime.Now])).Message.ShouldContain("UTC");
    }

    [Fact]
    public void An_unknown_type_is_refused()
    {
        Should.Throw<ArgumentException>(() => Bench.Value("SELECT $1", [new Version(1, 0)])).Message.ShouldContain("Version");
    }

    [Fact]
    public void A_statement_runs_again_with_other_values()
    {
        using var statement = Connection.Prepare("SELECT $1 + 1");
        statement.ParameterCount.ShouldBe(1);

        foreach (var number in new[] { 1, 10, 100 })
        {
            using var reader = statement.Query([number]);
            reader.NextChunk().ShouldBeTrue();
            reader.Column(0).Int64(0).ShouldBe(number + 1);
        }
    }
}
