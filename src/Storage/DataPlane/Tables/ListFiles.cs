using DataHound.Domain.Pipelines;

namespace DataHound.Storage.DataPlane.Tables;

/// <summary>Where a list's rows lie as CSV, for people: beside the table of its dataset, under the same name, and for as long as that is kept.</summary>
internal static class ListFiles
{
    private const string Folder = "/gold/lists/";
    private const string TableFolder = "/gold/dataset=";
    private const string Ending = ".csv";
    private const string TableEnding = ".parquet";

    /// <summary>The CSV file beside a list's table.</summary>
    /// <param name="list">The list's name.</param>
    /// <param name="table">Path of the Parquet file.</param>
    public static string Beside(string list, string table) => Moved(table, $"{TableFolder}{DatasetNames.List(list)}/", $"{Folder}{list}/", TableEnding, Ending);

    /// <summary>The table that a CSV file lies beside; any other path stays as it is.</summary>
    public static string TableOf(string path) => Moved(path, Folder, TableFolder + DatasetNames.List(""), Ending, TableEnding);

    private static string Moved(string path, string from, string to, string oldEnding, string newEnding)
    {
        var place = path.IndexOf(from, StringComparison.Ordinal);
        return place >= 0 && path.EndsWith(oldEnding, StringComparison.Ordinal)
            ? string.Concat(path.AsSpan(0, place), to, path.AsSpan(place + from.Length, path.Length - place - from.Length - oldEnding.Length), newEnding)
            : path;
    }
}
