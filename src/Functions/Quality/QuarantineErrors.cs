namespace DataHound.Functions.Quality;

/// <summary>Errors about the quarantine that more than one function gives.</summary>
internal static class QuarantineErrors
{
    public static UserErrorException ReasonMissing() =>
        new("reason_missing", "What is decided about quarantined rows needs a reason.", "Send \"reason\": \"...\" in a few words.");

    public static UserErrorException RowInvalid() =>
        new("row_id_invalid", "One of the ids is not an id of a quarantined row.", "Use ids of GET /api/v1/companies/{company}/quarantine.");

    public static UserErrorException UnknownReplay() =>
        new("replay_unknown", "The company has no such replay.", "List the replays with GET /api/v1/companies/{company}/quarantine/replays and use one of their ids.");
}
