using System.Threading.Channels;

namespace LocalHost.Engine.Work;

/// <summary>A queue in which keys take turns: what a key that has nothing waiting adds comes out after one piece of each key that has.</summary>
internal sealed class TurnQueue<T>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<T>> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private readonly Channel<byte> _ready = Channel.CreateUnbounded<byte>();

    public void Enqueue(string key, T item)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(key, out var items))
            {
                _waiting.Add(key, items = new Queue<T>());
                _turns.Enqueue(key);
            }

            items.Enqueue(item);
        }

        _ready.Writer.TryWrite(0);
    }

    /// <summary>Takes the next piece, or waits for one.</summary>
    public async ValueTask<T> DequeueAsync(CancellationToken cancellationToken)
    {
        await _ready.Reader.ReadAsync(cancellationToken);
        lock (_gate)
        {
            var key = _turns.Dequeue();
            var items = _waiting[key];
            var item = items.Dequeue();
            if (items.Count > 0)
            {
                _turns.Enqueue(key);
            }
            else
            {
                _waiting.Remove(key);
            }

            return item;
        }
    }
}
