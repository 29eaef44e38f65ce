namespace DataHound.Domain.Preparation;

/// <summary>What happens where a file differs from its dataset's schema.</summary>
public enum ContractAction
{
    /// <summary>The difference is taken over: a new column is kept as text, a missing one is null, what does not type is kept as text in a column of its own.</summary>
    Evolve = 0,

    /// <summary>Nothing of the dataset is prepared; the run fails with an error that names file and column.</summary>
    Freeze = 1,

    /// <summary>The row is discarded with a reason.</summary>
    DiscardRow = 2,

    /// <summary>The value is left out and the row goes on.</summary>
    DiscardValue = 3,
}
