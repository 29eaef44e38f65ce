using System.Collections.Immutable;

namespace LocalHost.Functions.Keys;

/// <summary>All keys at one moment.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="LinkSecret">What links to instances are signed with.</param>
internal sealed record KeySet(ImmutableArray<StoredKey> Keys, byte[] LinkSecret)
{
    /// <summary>Whether a key opens an address. Every key is compared, so the time tells nothing.</summary>
    public bool Opens(KeyRequirement requirement, KeyHash presented)
    {
        bool opens = false;
        foreach (StoredKey key in Keys)
            opens |= key.Hash.IsSameAs(presented) & requirement.Accepts(key.Place);
        return opens;
    }

    /// <summary>The names of the keys of a place, in order.</summary>
    public IEnumerable<string> Names(KeyPlace place) =>
        Keys.Where(key => key.Place == place).Select(key => key.Name).Order(StringComparer.Ordinal);

    public override string ToString() => FormattableString.Invariant($"{Keys.Length} keys");
}
