using DataHound.Domain.Observability;

namespace DataHound.Storage.DataPlane.Catalog;

/// <summary>Why a rollback is refused.</summary>
internal static class RollbackErrors
{
    private const string ListVersions = "List the versions with GET /api/v1/companies/{company}/datasets/{name}/versions and choose another one.";

    /// <summary>The company has no such dataset.</summary>
    public static UserErrorException DatasetUnknown(RollbackRequest request) => new(
        "dataset_unknown", $"Company '{request.Company}' has no dataset '{request.Dataset}'.", "List the datasets with GET /api/v1/companies/{company}/datasets.");

    /// <summary>The dataset has no such version.</summary>
    public static UserErrorException VersionUnknown(RollbackRequest request) => new("version_unknown", $"Dataset '{request.Dataset}' has no version '{request.VersionTag}'.", ListVersions);

    /// <summary>The version's files are gone.</summary>
    public static UserErrorException VersionRemoved(DatasetVersion version) => new(
        "version_removed", $"Version '{version.VersionTag}' of '{version.Dataset}' was removed by retention; its files are gone.", ListVersions);

    /// <summary>The version is the current one.</summary>
    public static UserErrorException Current(DatasetVersion version) => new("version_current", $"Version '{version.VersionTag}' of '{version.Dataset}' is the current one already.", ListVersions);

    /// <summary>The dataset cannot go back.</summary>
    public static UserErrorException NotRolledBack(DatasetVersion version) => new(
        "dataset_not_rolled_back",
        $"Dataset '{version.Dataset}' is a batch or a log; going back would say nothing.",
        "Roll back the master table it comes from, then start a run, which makes it anew.");

    /// <summary>A run of the company is active.</summary>
    public static UserErrorException RunActive(string company, string runId) => new(
        "run_active", $"Run '{runId}' of company '{company}' is active and may publish.", "Wait for it to end or cancel it, then try again.");
}
