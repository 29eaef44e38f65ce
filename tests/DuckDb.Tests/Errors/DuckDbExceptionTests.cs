namespace DuckDb.Tests.Errors;

public class DuckDbExceptionTests : WorkbenchTests
{
    [Theory]
    [InlineData("SELEC 1", DuckErrorKind.Parser)]
    [InlineData("SELECT x FROM range(3)", DuckErrorKind.Binder)]
    [InlineData("SELECT * FROM nowhere", DuckErrorKind.Catalog)]
    [InlineData("SELECT CAST(range || 'x' AS INTEGER) FROM range(3)", DuckErrorKind.Conversion)]
    [InlineData("SELECT 9223372036854775807 + range FROM range(3)", DuckErrorKind.OutOfRange)]
    [InlineData("SELECT error('x') FROM range(3)", DuckErrorKind.InvalidInput)]
    [InlineData("SELECT * FROM read_text('/etc/hostname')", DuckErrorKind.Permission)]
    [InlineData("INSERT INTO k VALUES (1), (1)", DuckErrorKind.Constraint)]
    [InlineData("COMMIT", DuckErrorKind.Transaction)]
    public void Errors_have_their_kind(string sql, DuckErrorKind kind)
    {
        Connection.Execute("CREATE TABLE k (id INTEGER PRIMARY KEY)");

        Should.Throw<DuckDbException>(() => Connection.Execute(sql)).Kind.ShouldBe(kind);
    }

    [Fact]
    public void A_missing_file_is_an_input_output_error()
    {
        Should.Throw<DuckDbException>(() => Connection.Execute($"SELECT * FROM read_parquet({Bench.Quoted("missing.parquet")})")).Kind.ShouldBe(DuckErrorKind.InputOutput);
    }

    /// <summary>Trap 11: error texts quote the row.</summary>
    [Fact]
    public void The_safe_message_of_a_broken_file_has_nothing_of_its_rows()
    {
        var file = Bench.Write("people.csv", "name,age\nAnna Kowalska,41\n\"Jan 'the 3rd' Nowak\",Secret42\n");

        var error = Should.Throw<DuckDbException>(() => Connection.Execute($"SELECT * FROM read_csv({file}, columns = {{'name': 'VARCHAR', 'age': 'INTEGER'}}, header = true)"));

        error.Message.ShouldContain("Secret42");
        foreach (var secret in new[] { "Secret", "Nowak", "Jan", "Kowalska", "42", Bench.Folder })
        {
            error.SafeMessage.ShouldNotContain(secret);
        }

        error.SafeMessage.ShouldStartWith(error.Kind.ToString());
    }

    [Theory]
    [InlineData("Conversion Error: Could not convert string 'it's \"x\"' to INT32", "Conversion: Could not convert string … to INT32")]
    [InlineData("Conversion Error: Type INT64 with value -300.5 can't be cast to INT8", "Conversion: Type INT64 with value # cannot be cast to INT8")]
    [InlineData("Conversion Error: an open quote 'and what follows", "Conversion: an open quote …")]
    [InlineData("Conversion Error: first line\nLINE 1: secret", "Conversion: first line")]
    public void Quoted_texts_numbers_and_further_lines_are_left_out(string message, string safe)
    {
        new DuckDbException(DuckErrorKind.Conversion, message).SafeMessage.ShouldBe(safe);
    }

    [Fact]
    public void Texts_of_functions_are_left_out_altogether()
    {
        new DuckDbException(DuckErrorKind.InvalidInput, "Invalid Input Error: Jan Nowak has no phone").SafeMessage.ShouldNotContain("Nowak");
        new DuckDbException(DuckErrorKind.Unknown, "Error without a kind Error: Jan Nowak").SafeMessage.ShouldNotContain("Nowak");
    }

    [Fact]
    public void A_long_text_is_cut()
    {
        new DuckDbException(DuckErrorKind.Binder, "Binder Error: " + new string('x', 5000)).SafeMessage.Length.ShouldBeLessThan(300);
    }
}
