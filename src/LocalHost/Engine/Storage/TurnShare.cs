using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>What <see cref="Turns"/> shared out among the keys.</summary>
/// <param name="Keys">How many had their turn.</param>
/// <param name="Quota">How much each could get.</param>
/// <param name="First">The first of them.</param>
internal sealed record TurnShare(long Keys, long Quota, string First)
{
    /// <summary>The columns in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = "s.keys, s.quota, s.first_key";

    public static TurnShare Read(NpgsqlDataReader reader) => new(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2));

    /// <summary>How the turn ended.</summary>
    /// <param name="limit">How many rows were asked for.</param>
    /// <param name="claimed">Of each row claimed in turn, the key and its place among the keys, from 1.</param>
    public TurnTaken Taken(int limit, IReadOnlyCollection<(string Key, long Place)> claimed)
    {
        if (claimed.Count == 0)
        {
            // Others were just claiming from all of them.
            return new TurnTaken(First, MayBeMore: Keys > 0 && limit > 0);
        }

        // When all keys had their turn, the first lets the others go before it next time.
        var last = claimed.MaxBy(row => row.Place);
        var after = Keys < limit && last.Place == Keys ? First : last.Key;
        return new TurnTaken(after, Keys >= limit || claimed.Count >= limit || claimed.CountBy(row => row.Place).Any(key => key.Value >= Quota));
    }
}
