namespace DataHound.Storage.DataPlane;

/// <summary>The layers of the data plane. Each is a folder of a company.</summary>
public enum DataLayer
{
    /// <summary>Received bytes, untouched.</summary>
    Bronze = 0,

    /// <summary>Typed and cleaned rows.</summary>
    Silver = 1,

    /// <summary>One row per key, and what is derived from it.</summary>
    Gold = 2,

    /// <summary>Rows set aside with a reason.</summary>
    Quarantine = 3,
}
