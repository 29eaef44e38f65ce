namespace DataHound.Storage.ConfigPlane.Layers;

/// <summary>Where a value of the configuration comes from; a later one wins over those before it.</summary>
public enum ConfigLayer
{
    /// <summary>No document names it.</summary>
    Default,

    /// <summary>A config file.</summary>
    File,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>An edit through the API, kept in the database.</summary>
    Database,
}
