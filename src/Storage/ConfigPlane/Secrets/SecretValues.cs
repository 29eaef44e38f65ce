namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Secrets that were looked up. It never shows them as text.</summary>
internal sealed class SecretValues
{
    private readonly IReadOnlyDictionary<string, string> _values;
    private readonly IReadOnlyDictionary<string, string> _problems;
    private readonly bool _named;

    /// <summary>The outcome of a look-up.</summary>
    /// <param name="values">Value by name.</param>
    /// <param name="problems">For each name without a value, why; reads on from the secret's name.</param>
    public SecretValues(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> problems)
        : this(values, problems, named: false)
    {
    }

    private SecretValues(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> problems, bool named) =>
        (_values, _problems, _named) = (values, problems, named);

    /// <summary>Gives for every secret its name in place of its value: for those who look at a configuration but must not see secrets.</summary>
    public static SecretValues NamesOnly { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), named: true);

    /// <summary>The value, or null.</summary>
    public string? Find(string name) => _named ? name : _values.GetValueOrDefault(name);

    /// <summary>Why there is no value; reads on from the secret's name.</summary>
    public string Problem(string name) => _problems.GetValueOrDefault(name) ?? "which was not looked up";
}
