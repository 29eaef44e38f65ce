namespace DataHound.Storage.DataPlane.Schemas;

/// <summary>The registered upgrades. A dataset's current schema version is the one that its chain of upgrades ends with.</summary>
public sealed class SchemaUpgrades
{
    private readonly Dictionary<(string Dataset, string From), SchemaUpgrade> _upgrades = [];

    /// <summary>Registers upgrades.</summary>
    /// <exception cref="ArgumentException">Two upgrade the same version of a dataset, or a chain comes back to where it began.</exception>
    public SchemaUpgrades(IEnumerable<SchemaUpgrade> upgrades)
    {
        foreach (var upgrade in upgrades)
        {
            if (!_upgrades.TryAdd((upgrade.Dataset, upgrade.From), upgrade))
                throw new ArgumentException($"Dataset '{upgrade.Dataset}' has two upgrades of schema version {upgrade.From}.", nameof(upgrades));
        }

        foreach (var upgrade in _upgrades.Values)
        {
            if (Chain(upgrade.Dataset, upgrade.From).Count > _upgrades.Count)
                throw new ArgumentException($"The upgrades of dataset '{upgrade.Dataset}' go round in a circle.", nameof(upgrades));
        }
    }

    /// <summary>No upgrades.</summary>
    public static SchemaUpgrades None { get; } = new([]);

    /// <summary>The upgrades from a schema version to the current one, in order.</summary>
    public IReadOnlyList<SchemaUpgrade> Chain(string dataset, string schemaVersion)
    {
        var chain = new List<SchemaUpgrade>();
        while (chain.Count <= _upgrades.Count && _upgrades.TryGetValue((dataset, schemaVersion), out var upgrade))
        {
            chain.Add(upgrade);
            schemaVersion = upgrade.To;
        }

        return chain;
    }
}
