namespace LocalHost.Postgres;

/// <summary>The files of one embedded Postgres.</summary>
/// <param name="root">The folder that holds them.</param>
internal sealed class ServerFolder(string root)
{
    public const string ClusterName = "cluster";

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Says where the cluster is when the server's user cannot reach <see cref="Root"/>.</summary>
    public string LocationFile => Path.Combine(Root, "location");

    public string PasswordFile => Path.Combine(Root, "password");

    public string PortFile => Path.Combine(Root, "port");

    /// <summary>Held alone, for a moment, by whoever chooses the port.</summary>
    public string PortLock => Path.Combine(Root, "port.lock");

    /// <summary>Held alone by whoever starts or stops the server.</summary>
    public string ChangeLock => Path.Combine(Root, "change.lock");

    /// <summary>Held together by all who use the server: the last to leave stops it.</summary>
    public string UseLock => Path.Combine(Root, "use.lock");

    public string ClusterParent => File.Exists(LocationFile) ? File.ReadAllText(LocationFile).Trim() : Root;

    public string Cluster => Path.Combine(ClusterParent, ClusterName);

    public string UnfinishedCluster => Path.Combine(ClusterParent, "cluster.new");

    public string InitialPasswordFile => Path.Combine(ClusterParent, "initial-password");

    public string VersionFile => Path.Combine(Cluster, "PG_VERSION");

    public string SettingsFile => Path.Combine(Cluster, "localhost.conf");

    public string ServerLog => Path.Combine(Cluster, "server.log");
}
