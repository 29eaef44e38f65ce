using DataHound.Domain.Preparation;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Preparation;

public sealed class TranscriptTurnsTests
{
    [Theory]
    [InlineData("Agent: Hello. Contact: Hi!  Agent:\nBye.", "agent=Hello.|contact=Hi!|agent=Bye.")]
    [InlineData("CONTACT:one agent: two", "contact=one|agent=two")]
    [InlineData("Agent: Contact: a", "contact=a")]
    [InlineData("ring ring Agent: Hello", "unknown=ring ring|agent=Hello")]
    [InlineData("Contact: ask the subagent: he knows", "contact=ask the subagent: he knows")]
    public void A_transcript_splits_at_its_markers(string text, string expected) => Turns(text).ShouldBe(expected);

    [Fact]
    public void Text_without_a_marker_is_no_transcript()
    {
        TranscriptTurns.HasMarker("agent and contact"u8).ShouldBeFalse();
        TranscriptTurns.HasMarker("x contact: y"u8).ShouldBeTrue();
    }

    [Fact]
    public void Turns_come_back_as_they_were_said() => Prop.ForAll<NonEmptyArray<bool>>(speakers =>
    {
        var turns = speakers.Get.Select((isAgent, i) => (Role: isAgent ? "agent" : "contact", Text: $"turn {i}")).ToList();
        var text = string.Join(" ", turns.Select(turn => $"{(turn.Role == "agent" ? "Agent" : "Contact")}: {turn.Text}"));
        Turns(text).ShouldBe(string.Join("|", turns.Select(turn => $"{turn.Role}={turn.Text}")));
    }).QuickCheckThrowOnFailure();

    private static string Turns(string text)
    {
        ReadOnlySpan<byte> rest = Utf8.Of(text);
        var turns = new List<string>();
        while (TranscriptTurns.TryTake(ref rest, out var turn))
            turns.Add($"{turn.Role}={Utf8.Text(turn.Text)}");
        return string.Join("|", turns);
    }
}
