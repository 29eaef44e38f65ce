namespace DuckDb.Tests.Querying;

public class QueryScalarTests : WorkbenchTests
{
    [Fact]
    public void A_sum_of_integers_is_read_as_long()
    {
        Connection.QueryScalar<long>("SELECT sum(range) FROM range(101)").ShouldBe(5050);
        Connection.QueryScalar<Int128>("SELECT sum(range) FROM range(101)").ShouldBe(5050);
        Connection.QueryScalar<decimal>("SELECT sum(range) FROM range(101)").ShouldBe(5050m);
    }

    [Fact]
    public void An_integer_that_does_not_fit_is_an_error()
    {
        Should.Throw<DuckDbException>(() => Connection.QueryScalar<long>("SELECT 9223372036854775808::HUGEINT")).Kind.ShouldBe(DuckErrorKind.OutOfRange);
        Should.Throw<DuckDbException>(() => Connection.QueryScalar<int>("SELECT 2147483648")).Kind.ShouldBe(DuckErrorKind.OutOfRange);
    }

    [Fact]
    public void Fractions_are_never_rounded_and_texts_never_parsed()
    {
        Should.Throw<InvalidCastException>(() => Connection.QueryScalar<long>("SELECT 1.5::DOUBLE"));
        Should.Throw<InvalidCastException>(() => Connection.QueryScalar<int>("SELECT 1.5::DECIMAL(4,1)"));
        Should.Throw<InvalidCastException>(() => Connection.QueryScalar<int>("SELECT '1'"));
        Should.Throw<InvalidCastException>(() => Connection.QueryScalar<string>("SELECT 1"));
    }

    [Fact]
    public void NULL_needs_a_type_that_can_hold_it()
    {
        Connection.QueryScalar<int?>("SELECT NULL::INTEGER").ShouldBeNull();
        Connection.QueryScalar<long?>("SELECT 4::INTEGER").ShouldBe(4);
        Connection.QueryScalar<string?>("SELECT NULL::VARCHAR").ShouldBeNull();
        Should.Throw<InvalidCastException>(() => Connection.QueryScalar<int>("SELECT NULL::INTEGER"));
    }

    [Fact]
    public void No_row_is_an_error()
    {
        Should.Throw<DuckDbException>(() => Connection.QueryScalar<int?>("SELECT 1 WHERE false")).Message.ShouldContain("no row");
    }
}
