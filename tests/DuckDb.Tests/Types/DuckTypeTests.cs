namespace DuckDb.Tests.Types;

public class DuckTypeTests : WorkbenchTests
{
    [Theory]
    [InlineData("BOOLEAN")]
    [InlineData("UHUGEINT")]
    [InlineData("DECIMAL(38,10)")]
    [InlineData("VARCHAR[]")]
    [InlineData("INTEGER[3]")]
    [InlineData("INTEGER[][2]")]
    [InlineData("STRUCT(\"a b\" INTEGER, \"c\" VARCHAR[])")]
    [InlineData("MAP(VARCHAR, DECIMAL(18,2))")]
    [InlineData("ENUM('a', 'it''s')")]
    [InlineData("TIMESTAMP_S")]
    [InlineData("TIMESTAMP_MS")]
    [InlineData("TIMESTAMP_NS")]
    [InlineData("TIMESTAMP WITH TIME ZONE")]
    [InlineData("TIME WITH TIME ZONE")]
    public void A_type_is_written_as_sql_reads_it(string sql)
    {
        using var reader = Connection.Query($"SELECT NULL::{sql}");

        reader.Columns[0].Type.ToString().ShouldBe(sql);
    }

    [Fact]
    public void Types_that_make_no_sense_are_refused()
    {
        Should.Throw<ArgumentException>(() => DuckType.Simple(DuckTypeId.List));
        Should.Throw<ArgumentOutOfRangeException>(() => DuckType.Decimal(39, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => DuckType.Decimal(4, 5));
        Should.Throw<ArgumentOutOfRangeException>(() => DuckType.Array(DuckType.Integer, 0));
    }
}
