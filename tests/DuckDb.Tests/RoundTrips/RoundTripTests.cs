using FsCheck;
using FsCheck.Fluent;

namespace DuckDb.Tests.RoundTrips;

public class RoundTripTests : WorkbenchTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(60);

    [Fact]
    public void Rows_come_back_from_a_table_as_they_were_appended()
    {
        Check.One(Config, Prop.ForAll(Table.From(Types.InEngine()), table =>
        {
            Load(table);
            ShouldBeSame(table, "SELECT * FROM t");
        }));
    }

    [Fact]
    public void Rows_come_back_from_Parquet_as_they_were_appended()
    {
        Check.One(Config, Prop.ForAll(Table.From(Types.InParquet()), table =>
        {
            Load(table);
            Connection.Execute(new ParquetWriteOptions { RowGroupSize = 2048 }.CopyStatement("SELECT * FROM t", Bench.File("t.parquet"))).ShouldBe(table.Rows.Count);
            ShouldBeSame(table, $"SELECT * FROM read_parquet({Bench.Quoted("t.parquet")})");
        }));
    }

    private void Load(Table table)
    {
        Connection.Execute($"CREATE OR REPLACE TABLE t ({string.Join(", ", table.Types.Select((type, index) => $"c{index} {type}"))})");
        using var appender = Connection.CreateAppender("t");
        foreach (var row in table.Rows)
        {
            foreach (var value in row)
            {
                appender.AppendValue(value);
            }

            appender.EndRow();
        }

        appender.Complete().ShouldBe(table.Rows.Count);
    }

    private void ShouldBeSame(Table table, string query)
    {
        using (var reader = Connection.Query(query))
        {
            reader.Columns.Select(column => column.Type.ToString()).ShouldBe(table.Types.Select(type => type.ToString()));
        }

        Bench.Rows(query).Select(row => Show.Text(row)).ShouldBe(table.Rows.Select(row => Show.Text(row)));
    }
}
