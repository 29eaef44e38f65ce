namespace DuckDb;

/// <summary>What a scalar function does with NULLs.</summary>
public enum DuckNullHandling
{
    /// <summary>A row with a NULL argument gives NULL.</summary>
    Propagate = 0,

    /// <summary>The function sees NULL arguments and decides itself.</summary>
    SeeNulls = 1,
}
