namespace DataHound.Storage.DataPlane.Checks;

/// <summary>The kinds of checks on stored data.</summary>
public enum DataCheckKind
{
    /// <summary>Garbage collection: removes what nothing names any more.</summary>
    Collection = 0,

    /// <summary>Verification: looks whether everything that is named is there and unchanged.</summary>
    Verification = 1,

    /// <summary>Reconciliation: compares records with what they stand for, mends or reports.</summary>
    Reconciliation = 2,
}
