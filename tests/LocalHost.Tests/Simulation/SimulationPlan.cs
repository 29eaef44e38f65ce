using LocalHost.Tests.Engine;

namespace LocalHost.Tests.Simulation;

/// <summary>What a simulation does: programs and faults may be taken out of what the seed gives, to find the smallest plan that fails.</summary>
/// <param name="Seed">The number all chance comes from.</param>
/// <param name="Programs">The programs to run, each from outside.</param>
internal sealed record SimulationPlan(int Seed, IReadOnlyList<RandomProgram> Programs)
{
    /// <summary>The faults that are left in; null for all.</summary>
    public IReadOnlySet<int>? Faults { get; init; }

    /// <summary>The rule the store forgets.</summary>
    public StoreFlaw Flaw { get; init; }
}
