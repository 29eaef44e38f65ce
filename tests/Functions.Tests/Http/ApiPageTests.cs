using DataHound.Domain.Observability;
using DataHound.Functions.Http;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Functions.Tests.Http;

public sealed class ApiPageTests
{
    [Fact]
    public void Following_the_cursors_gives_every_item_once_and_in_order() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(), Gen.Choose(1, 10).ToArbitrary(), (numbers, limit) =>
        {
            var keys = numbers.Distinct().Select(number => $"{number:x2}").Order(StringComparer.Ordinal).ToList();
            var seen = new List<string>();
            string? cursor = null;
            do
            {
                var page = ApiPage.Of(keys, key => key, limit, cursor);
                page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
                seen.AddRange(page.Items);
                cursor = page.NextCursor;
            }
            while (cursor is not null);
            return seen.SequenceEqual(keys);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("b")]
    [InlineData("!!!")]
    [InlineData("")]
    [InlineData("Yg")]
    [InlineData("a2V5OgA")]
    public void A_cursor_that_no_list_gave_out_is_refused(string cursor) =>
        Should.Throw<UserErrorException>(() => ApiPage.Of(["a", "b", "c"], key => key, 2, cursor)).Error.Code.ShouldBe("cursor_invalid");
}
