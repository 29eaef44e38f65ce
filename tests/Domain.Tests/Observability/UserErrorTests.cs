using DataHound.Domain.Observability;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Observability;

public sealed class UserErrorTests
{
    [Fact]
    public void An_error_survives_the_way_through_one_line_of_text()
    {
        var texts = Gen.Elements("A file is missing.", "It has 3 rows: too few.", "No word.").ToArbitrary();
        Prop.ForAll(texts, texts, (cause, nextStep) =>
        {
            var error = new UserError("some_code", cause, nextStep);
            return UserError.Parse(error.ToString()) == error;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Object reference not set to an instance of an object.")]
    [InlineData("Npgsql.PostgresException: 23505: duplicate key Next: nothing")]
    public void Any_other_text_is_an_unexpected_error(string? text) =>
        UserError.Parse(text).ShouldBe(UserError.Unexpected);
}
