namespace LocalHost.Functions.Keys;

/// <summary>What a key opens.</summary>
internal enum KeyScope
{
    /// <summary>Everything.</summary>
    Master,

    /// <summary>All HTTP functions.</summary>
    Host,

    /// <summary>The management API of durable orchestrations.</summary>
    System,

    /// <summary>One HTTP function.</summary>
    Function,
}
