using FsCheck;
using FsCheck.Fluent;

namespace DuckDb.Tests.Sql;

public class DuckSqlTests : WorkbenchTests
{
    [Fact]
    public void Any_text_comes_back_from_its_literal()
    {
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(RoundTrips.Values.Text(), text => text.Contains('\0') || Connection.QueryScalar<string>($"SELECT {DuckSql.Literal(text)}") == text));
    }

    [Fact]
    public void Any_name_can_be_a_column()
    {
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(RoundTrips.Values.Text(), name =>
            {
                if (name.Length == 0 || name.Contains('\0'))
                {
                    return true;
                }

                using var reader = Connection.Query($"SELECT 1 AS {DuckSql.Identifier(name)}");
                return reader.Columns[0].Name == name;
            }));
    }

    [Fact]
    public void Quotes_are_doubled()
    {
        DuckSql.Identifier("a\"b").ShouldBe("\"a\"\"b\"");
        DuckSql.Literal("it's").ShouldBe("'it''s'");
    }

    [Fact]
    public void A_NUL_character_and_an_empty_name_are_refused()
    {
        Should.Throw<ArgumentException>(() => DuckSql.Literal("a\0b"));
        Should.Throw<ArgumentException>(() => DuckSql.Identifier("a\0b"));
        Should.Throw<ArgumentException>(() => DuckSql.Identifier(""));
    }
}
