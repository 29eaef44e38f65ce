using DataHound.Domain.Observability;

namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>Errors in configuration, each naming the document and the path.</summary>
internal static class ConfigErrors
{
    private const string Code = "config_invalid";
    private const string Correct = "Correct the document, then load it again; nothing of it was taken over.";
    private const int MostShown = 5;

    /// <summary>Documents have problems.</summary>
    public static UserErrorException Invalid(IReadOnlyList<(string Document, ConfigProblem Problem)> problems)
    {
        var shown = problems.Take(MostShown).Select(item => $"{item.Document}: {item.Problem}");
        var more = problems.Count > MostShown ? $"; and {problems.Count - MostShown} more" : "";
        return new UserErrorException(Code, $"{string.Join("; ", shown)}{more}.", Correct);
    }

    /// <summary>One document has one problem.</summary>
    public static UserErrorException Invalid(string document, string path, string what) => Invalid([(document, new ConfigProblem(path, what))]);

    /// <summary>A document that is asked for is not there.</summary>
    public static UserErrorException Missing(string kind, string name) => new(
        "config_missing", $"There is no config document of kind '{kind}' named '{name}'.", "Load one, then try again.");

    /// <summary>A version of a document that is asked for is not there.</summary>
    public static UserErrorException VersionMissing(string kind, string name, int version) => new(
        "config_missing", $"There is no version {version} of a config document of kind '{kind}' named '{name}'.", "List its versions with GET /api/v1/config/{kind}/{name}/versions and use one of them.");

    /// <summary>Another edit came first.</summary>
    public static UserErrorException ChangedMeanwhile(string kind, string name, int version) => new(
        "config_changed", $"The config document of kind '{kind}' named '{name}' is at version {version} by now.", "Read it again, make the change there, then save.");
}
