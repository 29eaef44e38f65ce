using System.Text.RegularExpressions;
using DuckDb;

namespace DataHound.Storage.Events;

/// <summary>
/// Statements kept in a <c>.sql</c> file beside the code that runs them. A statement ends with a semicolon at the end of a line. <c>$name</c> is a parameter,
/// <c>{{name}}</c> a part of the text that the code composes from names it knows.
/// </summary>
internal sealed partial class SqlScript
{
    private readonly IReadOnlyList<string> _statements;

    private SqlScript(IReadOnlyList<string> statements) => _statements = statements;

    /// <summary>The text of a script of one statement.</summary>
    public string Text => _statements.Single();

    /// <summary>Loads the file of that name from the folder of a type.</summary>
    public static SqlScript Load(Type beside, string name)
    {
        var resource = $"{beside.Namespace}.{name}.sql";
        using var stream = beside.Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"There is no query '{resource}'.");
        using var reader = new StreamReader(stream);
        return new SqlScript([.. StatementEnd().Split(reader.ReadToEnd()).Where(statement => !string.IsNullOrWhiteSpace(statement))]);
    }

    /// <summary>The script with a part of its text filled in.</summary>
    public SqlScript With(string part, string text) => new([.. _statements.Select(statement => statement.Replace($"{{{{{part}}}}}", text, StringComparison.Ordinal))]);

    /// <summary>Runs the statements one after the other, each with those of the values that it names.</summary>
    public void Run(DuckConnection connection, IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken)
    {
        foreach (var statement in _statements)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parameters = new DuckParameters();
            foreach (var name in ParameterName().Matches(statement).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal))
                parameters[name] = values[name];
            connection.Execute(statement, parameters, cancellationToken);
        }
    }

    [GeneratedRegex(@";[ \t]*(\r?\n|$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StatementEnd();

    [GeneratedRegex(@"\$(?<name>[a-z_]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ParameterName();
}
