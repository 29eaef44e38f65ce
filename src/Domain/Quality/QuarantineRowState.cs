namespace DataHound.Domain.Quality;

/// <summary>What became of a quarantined row.</summary>
public enum QuarantineRowState
{
    /// <summary>It waits, perhaps with a correction.</summary>
    Open = 0,

    /// <summary>It was written into a received file of source <c>quarantine</c>; what became of it there counts with that file.</summary>
    Replayed = 1,

    /// <summary>Somebody decided that it is not wanted.</summary>
    Dismissed = 2,
}
