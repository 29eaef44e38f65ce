using System.Text;

namespace LocalHost.Faults;

/// <summary>Knows a commit when it sees one: just enough of the protocol, for one connection.</summary>
internal sealed class CommitSight
{
    private readonly HashSet<string> _commits = new(StringComparer.Ordinal);
    private volatile bool _isAnswerLost;
    private bool _pending;

    /// <summary>Whether the answer to the last commit is not to reach the worker.</summary>
    public bool IsAnswerLost
    {
        get => _isAnswerLost;
        set => _isAnswerLost = value;
    }

    /// <summary>Whether a message of the worker sends a commit off: a simple query, or the end of a group that binds a commit.</summary>
    public bool EndsCommit(byte[] message)
    {
        switch ((char)message[0])
        {
            case 'Q':
                return IsCommit(Text(message, 5, out _));
            case 'P':
                var name = Text(message, 5, out var next);
                if (!IsCommit(Text(message, next, out _)))
                {
                    _commits.Remove(name);
                }
                else
                {
                    _commits.Add(name);
                }

                return false;
            case 'B':
                _ = Text(message, 5, out var statement);
                _pending |= _commits.Contains(Text(message, statement, out _));
                return false;
            case 'S':
                var ends = _pending;
                _pending = false;
                return ends;
            default:
                return false;
        }
    }

    private static bool IsCommit(string sql) => sql.StartsWith("COMMIT", StringComparison.OrdinalIgnoreCase);

    private static string Text(byte[] message, int start, out int next)
    {
        var end = Array.IndexOf(message, (byte)0, start);
        next = end + 1;
        return Encoding.UTF8.GetString(message, start, end - start);
    }
}
