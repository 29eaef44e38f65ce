using DataHound.Domain.Delivery;

namespace DataHound.Domain.Tests.Delivery;

public sealed class ListRowTests
{
    [Fact]
    public void A_changed_cell_changes_the_hash() => ListRow.Hash(["a", "b"]).ShouldNotBe(ListRow.Hash(["a", "c"]));

    [Fact]
    public void Text_moved_to_the_next_cell_changes_the_hash() => ListRow.Hash(["ab", "c"]).ShouldNotBe(ListRow.Hash(["a", "bc"]));

    [Fact]
    public void An_absent_cell_is_not_an_empty_one() => ListRow.Hash([null]).ShouldNotBe(ListRow.Hash([""]));

    [Fact]
    public void The_same_event_on_two_lists_has_two_identities() => ListRow.Identity("recent_lost", "0d7e").ShouldNotBe(ListRow.Identity("recent_unsold", "0d7e"));
}
