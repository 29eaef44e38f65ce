namespace LocalHost.Functions.Timers;

/// <summary>What becomes of ticks that came while no process could run them.</summary>
internal enum CatchUp
{
    /// <summary>They are passed over.</summary>
    None,

    /// <summary>One late firing stands for all of them.</summary>
    Latest,

    /// <summary>Each fires late, in order.</summary>
    All,
}
