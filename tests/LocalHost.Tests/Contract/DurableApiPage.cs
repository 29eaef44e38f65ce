using System.Text.RegularExpressions;

namespace LocalHost.Tests.Contract;

/// <summary>The types and members that the page of real signatures lists, as (type, member, parameter names).</summary>
internal static partial class DurableApiPage
{
    public sealed record Member(string Type, string Name, string[]? Parameters, string Line);

    public static IEnumerable<Member> Members(string text)
    {
        foreach (Match block in CodeBlock().Matches(text))
        {
            string? type = null;
            foreach (var line in block.Groups[1].Value.Split('\n').Select(line => line.Trim()))
            {
                if (TypeHeading().Match(line) is { Success: true } heading)
                    type = heading.Groups[1].Value + (heading.Groups[2].Success ? $"`{heading.Groups[2].Value.Split(',').Length}" : string.Empty);
                else if (type is not null && MemberLine().Match(line) is { Success: true } member)
                    yield return new Member(type, member.Groups["name"].Value, member.Groups["parameters"].Success ? ParameterNames(member.Groups["parameters"].Value) : null, line);
            }
        }
    }

    private static string[] ParameterNames(string parameters) =>
        [.. SplitParameters(parameters).Select(parameter => parameter.Split('=')[0].TrimEnd().Split(' ')[^1].TrimStart('@'))];

    private static IEnumerable<string> SplitParameters(string parameters)
    {
        var depth = 0;
        var start = 0;
        for (var index = 0; index <= parameters.Length; index++)
        {
            var current = index == parameters.Length ? ',' : parameters[index];
            depth += current switch { '<' or '(' => 1, '>' or ')' => -1, _ => 0 };
            if (current == ',' && (depth == 0 || index == parameters.Length))
            {
                if (parameters[start..index].Trim() is { Length: > 0 } parameter)
                    yield return parameter;
                start = index + 1;
            }
        }
    }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^public .*?(?:class|record|struct|interface|enum) (\w+)(?:<([^>]+)>)?", RegexOptions.None, 1000)]
    private static partial Regex TypeHeading();

    [GeneratedRegex(@"(?:^|[\s])(?<name>\w+)(?:<[\w, ]+>)?\s*(?:\((?<parameters>.*)\)(?: where .*)?;|\{ (?:get|set|init|protected).*\})$", RegexOptions.None, 1000)]
    private static partial Regex MemberLine();
}
