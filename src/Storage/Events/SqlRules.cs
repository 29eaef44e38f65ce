using DuckDb;

namespace DataHound.Storage.Events;

/// <summary>Makes SQL functions from the domain's rules, so that a rule has one definition, in the domain.</summary>
internal static class SqlRules
{
    /// <summary>Money as every dataset holds it.</summary>
    public static DuckType Money { get; } = DuckType.Decimal(18, 2);

    /// <summary>A function computed row by row. NULL arguments give NULL without asking the rule.</summary>
    public static DuckScalarFunction Of(string name, IReadOnlyList<DuckType> parameters, DuckType returns, SqlRule rule) => new()
    {
        Name = name,
        Parameters = parameters,
        Returns = returns,
        Callback = (in DuckChunk input, ref DuckVectorWriter output) =>
        {
            for (var row = 0; row < input.RowCount; row++)
            {
                if (HasNull(input, row))
                    output.SetNull(row);
                else
                    rule(input, row, ref output);
            }
        },
    };

    /// <summary>A function computed row by row, whose rule decides about NULL arguments itself.</summary>
    public static DuckScalarFunction OfNullable(string name, IReadOnlyList<DuckType> parameters, DuckType returns, SqlRule rule) => new()
    {
        Name = name,
        Parameters = parameters,
        Returns = returns,
        Nulls = DuckNullHandling.SeeNulls,
        Callback = (in DuckChunk input, ref DuckVectorWriter output) =>
        {
            for (var row = 0; row < input.RowCount; row++)
                rule(input, row, ref output);
        },
    };

    /// <summary>A word for a whole number.</summary>
    public static DuckScalarFunction OfNumber(string name, Func<int, string> rule) => Of(
        name, [DuckType.Integer], DuckType.Varchar, (in DuckChunk input, int row, ref DuckVectorWriter output) => output.SetString(row, rule((int)input.Column(0).Int64(row))));

    /// <summary>A text made of texts.</summary>
    public static DuckScalarFunction OfTexts(string name, int texts, Func<IReadOnlyList<string>, string> rule) => Of(
        name, [.. Enumerable.Repeat(DuckType.Varchar, texts)], DuckType.Varchar, (in DuckChunk input, int row, ref DuckVectorWriter output) =>
        {
            var arguments = new string[input.ColumnCount];
            for (var column = 0; column < arguments.Length; column++)
                arguments[column] = input.Column(column).String(row);
            output.SetString(row, rule(arguments));
        });

    /// <summary>Whether a text has to do with words, which are the same in most rows: they are read again only when they differ.</summary>
    public static DuckScalarFunction OfTextAndWords(string name, Func<string, IReadOnlyList<string>, bool> rule) => new()
    {
        Name = name,
        Parameters = [DuckType.Varchar, DuckType.VarcharList],
        Returns = DuckType.Boolean,
        Callback = (in DuckChunk input, ref DuckVectorWriter output) =>
        {
            var texts = input.Column(0);
            var lists = input.Column(1);
            var (offset, words) = (-1, Array.Empty<string>());
            for (var row = 0; row < input.RowCount; row++)
            {
                if (HasNull(input, row))
                {
                    output.SetNull(row);
                    continue;
                }
                var list = lists.List(row);
                if (list.Offset != offset || list.Count != words.Length)
                    (offset, words) = (list.Offset, Read(list));
                output.SetBoolean(row, rule(texts.String(row), words));
            }
        },
    };

    /// <summary>The texts of a list that has no NULLs.</summary>
    public static string[] Read(in DuckList list)
    {
        var texts = new string[list.Count];
        for (var index = 0; index < texts.Length; index++)
            texts[index] = list.String(index);
        return texts;
    }

    private static bool HasNull(in DuckChunk input, int row)
    {
        for (var column = 0; column < input.ColumnCount; column++)
        {
            if (input.Column(column).IsNull(row))
                return true;
        }
        return false;
    }
}
