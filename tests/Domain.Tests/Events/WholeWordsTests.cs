using DataHound.Domain.Events;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Events;

public sealed class WholeWordsTests
{
    [Theory]
    [InlineData("Test call", "test", true)]
    [InlineData("a TEST", "test", true)]
    [InlineData("test.", "test", true)]
    [InlineData("Contest", "test", false)]
    [InlineData("contest test", "test", true)]
    [InlineData("testing", "test", false)]
    [InlineData("install a/c unit", "a/c", true)]
    [InlineData("heat pumps", "heat pump", false)]
    [InlineData("mini-split", "split", true)]
    [InlineData("", "test", false)]
    [InlineData("test", "", false)]
    public void A_word_is_found_only_whole(string text, string word, bool found) => WholeWords.Contains(text, word).ShouldBe(found);

    [Fact]
    public void A_word_between_blanks_is_found_in_any_text() => Prop.ForAll<NonNull<string>, NonNull<string>>((before, after) =>
        WholeWords.Contains($"{before.Get} test {after.Get}", "TEST").ShouldBeTrue()).QuickCheckThrowOnFailure();
}
