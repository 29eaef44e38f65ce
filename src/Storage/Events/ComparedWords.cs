namespace DataHound.Storage.Events;

/// <summary>Configured words in the form in which queries compare them: ignoring case and outer blanks.</summary>
internal static class ComparedWords
{
    /// <summary>The words in lower case without outer blanks.</summary>
    public static string[] Of(IEnumerable<string> words) => [.. words.Select(word => word.Trim().ToLowerInvariant())];
}
