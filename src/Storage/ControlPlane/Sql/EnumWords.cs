using System.Text.Json;

namespace DataHound.Storage.ControlPlane.Sql;

/// <summary>Enumerations as the words the tables hold.</summary>
internal static class EnumWords
{
    /// <summary>The word of a value, such as <c>canceled</c>.</summary>
    public static string Word<T>(this T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The value of a word.</summary>
    public static T Parse<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
