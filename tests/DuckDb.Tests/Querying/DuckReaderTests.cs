namespace DuckDb.Tests.Querying;

public class DuckReaderTests : WorkbenchTests
{
    [Fact]
    public void Columns_have_names_and_types()
    {
        using var reader = Connection.Query("SELECT 1::TINYINT AS a, 'x' AS \"b c\", 1.5::DECIMAL(9,3) AS d, [{'k': 1}] AS e");

        reader.Columns.Select(column => $"{column.Name} {column.Type}").ShouldBe(["a TINYINT", "b c VARCHAR", "d DECIMAL(9,3)", "e STRUCT(\"k\" INTEGER)[]"]);
        reader.Ordinal("B C").ShouldBe(1);
        Should.Throw<ArgumentException>(() => reader.Ordinal("z"));
    }

    [Fact]
    public void All_rows_come_in_order_over_many_chunks()
    {
        using var reader = Connection.Query("SELECT range FROM range(100000)");
        var next = 0L;
        while (reader.NextChunk())
        {
            reader.RowCount.ShouldBeInRange(1, 2048);
            foreach (var value in reader.Column(0).Span<long>())
            {
                value.ShouldBe(next++);
            }
        }

        next.ShouldBe(100_000);
        reader.RowCount.ShouldBe(0);
        reader.NextChunk().ShouldBeFalse();
    }

    [Fact]
    public void Rows_are_there_before_the_query_has_ended()
    {
        using var reader = Connection.Query("SELECT range FROM range(1000000000000)");

        reader.NextChunk().ShouldBeTrue();
        reader.Column(0).Int64(1).ShouldBe(1);
    }

    /// <summary>Trap 6: the end of the rows and a failure in the middle look alike to the caller of the C API.</summary>
    [Fact]
    public void A_failure_in_the_middle_is_not_taken_for_the_end()
    {
        using var reader = Connection.Query("SELECT CASE WHEN range = 1500000 THEN error('no more') ELSE range END FROM range(3000000)");

        var error = Should.Throw<DuckDbException>(() =>
        {
            while (reader.NextChunk())
            {
            }
        });

        error.Message.ShouldContain("no more");
        reader.NextChunk().ShouldBeFalse();
    }

    [Fact]
    public void An_open_reader_keeps_other_statements_away()
    {
        using (var reader = Connection.Query("SELECT range FROM range(100000)"))
        {
            reader.NextChunk().ShouldBeTrue();
            Should.Throw<InvalidOperationException>(() => Connection.Execute("SELECT 1")).Message.ShouldContain("reader");
            reader.NextChunk().ShouldBeTrue();
        }

        Connection.QueryScalar<int>("SELECT 1").ShouldBe(1);
    }

    [Fact]
    public void A_reader_may_be_disposed_early_and_twice()
    {
        var reader = Connection.Query("SELECT range FROM range(1000000000)");
        reader.NextChunk();
        reader.Dispose();
        reader.Dispose();

        Should.Throw<ObjectDisposedException>(() => reader.NextChunk());
        Should.Throw<InvalidOperationException>(() => reader.Chunk.RowCount);
    }

    [Fact]
    public void A_result_without_rows_has_columns()
    {
        using var reader = Connection.Query("SELECT 1 AS a WHERE false");

        reader.Columns.ShouldHaveSingleItem();
        reader.NextChunk().ShouldBeFalse();
    }
}
