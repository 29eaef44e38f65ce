using DataHound.Domain.Observability;

namespace DataHound.Domain.Tests.Observability;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_chain_as_it_was_written_holds()
    {
        var check = Walk(Chain(5));
        check.Break.ShouldBeNull();
        check.Head.Sequence.ShouldBe(5);
    }

    [Fact]
    public void A_changed_entry_is_the_first_broken_link()
    {
        var chain = Chain(5);
        chain[2] = chain[2] with { Act = chain[2].Act with { Subject = "run:other" } };
        Walk(chain).Break!.Sequence.ShouldBe(3);
    }

    [Fact]
    public void A_changed_entry_with_its_hash_made_anew_breaks_the_next_link()
    {
        var chain = Chain(5);
        chain[2] = chain[2] with { Act = chain[2].Act with { Subject = "run:other" } };
        chain[2] = chain[2] with { Hash = AuditChain.HashOf(chain[2]) };
        Walk(chain).Break!.Sequence.ShouldBe(4);
    }

    [Fact]
    public void A_removed_entry_is_named()
    {
        var chain = Chain(5);
        chain.RemoveAt(1);
        Walk(chain).Break!.Sequence.ShouldBe(2);
    }

    [Fact]
    public void Two_entries_changed_over_break_the_chain_at_the_first()
    {
        var chain = Chain(5);
        (chain[1], chain[2]) = (chain[2], chain[1]);
        Walk(chain).Break!.Sequence.ShouldBe(2);
    }

    [Fact]
    public void Entries_cut_off_the_end_are_noticed_by_the_noted_end()
    {
        var chain = Chain(5);
        var check = Walk(chain[..3]);
        check.Break.ShouldBeNull();
        check.End(new AuditHead(5, chain[4].Hash));
        check.Break!.Sequence.ShouldBe(4);
    }

    [Fact]
    public void A_noted_end_that_was_set_back_is_noticed()
    {
        var chain = Chain(5);
        var check = Walk(chain);
        check.End(new AuditHead(3, chain[2].Hash));
        check.Break!.Sequence.ShouldBe(4);
    }

    [Fact]
    public void A_missing_field_and_an_empty_one_have_different_hashes_and_text_cannot_move_between_fields()
    {
        var act = Act(1);
        string[] hashes =
        [
            .. new[]
            {
                act, act with { Before = "" }, act with { Before = "a" }, act with { After = "a" }, act with { Action = "run.star", Subject = "trun:1" },
                act with { Company = null }, act with { By = act.By with { Reason = "-\n" } },
            }.Select(changed => AuditChain.Link(AuditHead.Empty, changed, At).Hash),
        ];
        hashes.Distinct(StringComparer.Ordinal).Count().ShouldBe(hashes.Length);
    }

    [Fact]
    public void The_hash_of_an_entry_never_changes_between_releases() =>
        AuditChain.Link(AuditHead.Empty, Act(1), At).Hash.ShouldBe("0ce67f9010209528c08ac5c43cb0065268906ac135eef4a033c4faefaeb9fe4d");

    private static AuditChainCheck Walk(IEnumerable<AuditEntry> entries)
    {
        var check = new AuditChainCheck();
        foreach (var entry in entries)
            check.Take(entry);
        return check;
    }

    private static List<AuditEntry> Chain(int length)
    {
        var chain = new List<AuditEntry>();
        var head = AuditHead.Empty;
        for (var number = 1; number <= length; number++)
        {
            chain.Add(AuditChain.Link(head, Act(number), At.AddSeconds(number)));
            head = new AuditHead(chain[^1].Sequence, chain[^1].Hash);
        }

        return chain;
    }

    private static AuditAct Act(int number) => new() { Company = "acme", Action = "run.start", Subject = $"run:{number}", By = new Initiator("someone", "request-1") };
}
