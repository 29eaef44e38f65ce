using DataHound.Domain.Preparation;

namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>What a dataset's contract must keep.</summary>
internal static class ContractChecks
{
    private const string WordRule = "must be evolve, freeze, discard_row or discard_value";

    /// <summary>The contract's problems.</summary>
    /// <param name="path">Where the contract stands.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="key">The dataset's key column, without which no row can go on whatever the contract says.</param>
    public static IEnumerable<ConfigProblem> Check(string path, DatasetContract contract, string key)
    {
        (string Field, string? Word)[] words =
        [
            ("new_columns", contract.NewColumns), ("missing_columns", contract.MissingColumns), ("types", contract.Types),
            .. contract.Columns.SelectMany(column => new (string, string?)[]
            {
                ($"columns.{column.Key}.new", column.Value.New), ($"columns.{column.Key}.missing", column.Value.Missing), ($"columns.{column.Key}.type", column.Value.Type),
            }),
        ];
        foreach (var (field, word) in words)
        {
            if (word is not null && !DatasetContract.TryParse(word, out _))
                yield return new ConfigProblem($"{path}.{field}", WordRule);
        }

        foreach (var column in contract.Columns.Keys.Where(column => !ConfigWords.IsSnakeCase(column) || string.Equals(column, key, StringComparison.Ordinal)))
            yield return new ConfigProblem($"{path}.columns.{column}", "must be a column name in snake_case other than the key");
    }
}
