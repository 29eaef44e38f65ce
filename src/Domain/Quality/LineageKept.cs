namespace DataHound.Domain.Quality;

/// <summary>Which ancestors of a kept dataset version are kept with it.</summary>
public enum LineageKept
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The versions it was made from.</summary>
    Parents = 1,

    /// <summary>All of them, back to the beginning.</summary>
    All = 2,
}
