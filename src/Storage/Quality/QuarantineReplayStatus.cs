namespace DataHound.Storage.Quality;

/// <summary>How far a replay is.</summary>
public enum QuarantineReplayStatus
{
    /// <summary>Its rows are taken; their files are not all received.</summary>
    Claimed = 0,

    /// <summary>Its files are received; its run is not started, because another run of the company is active.</summary>
    Received = 1,

    /// <summary>Its run is started.</summary>
    Started = 2,

    /// <summary>None of its rows could be written as a record; they are open again.</summary>
    Empty = 3,
}
