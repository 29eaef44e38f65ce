namespace DataHound.Domain.Preparation;

/// <summary>How a file may differ from its dataset's schema.</summary>
public enum DriftKind
{
    /// <summary>It has a column that the dataset does not know.</summary>
    NewColumn = 0,

    /// <summary>It lacks a column of the dataset.</summary>
    MissingColumn = 1,

    /// <summary>A cell does not have the form that its column demands.</summary>
    Type = 2,
}
