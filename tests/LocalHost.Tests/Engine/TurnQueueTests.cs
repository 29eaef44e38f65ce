using LocalHost.Engine.Work;

namespace LocalHost.Tests.Engine;

public sealed class TurnQueueTests
{
    [Fact]
    public async Task Keys_come_out_in_turn_and_each_in_its_own_order()
    {
        var queue = new TurnQueue<string>();
        foreach (var piece in new[] { "a1", "a2", "a3", "b1", "c1", "c2" })
        {
            queue.Enqueue(piece[..1], piece);
        }

        var taken = new List<string>();
        while (taken.Count < 6)
        {
            taken.Add(await queue.DequeueAsync(TestContext.Current.CancellationToken));
        }

        taken.ShouldBe(["a1", "b1", "c1", "a2", "c2", "a3"]);
    }

    [Fact]
    public async Task Who_takes_from_an_empty_queue_waits_for_the_next_piece()
    {
        var queue = new TurnQueue<string>();
        var waiting = queue.DequeueAsync(TestContext.Current.CancellationToken).AsTask();

        queue.Enqueue("a", "a1");

        (await waiting).ShouldBe("a1");
    }
}
