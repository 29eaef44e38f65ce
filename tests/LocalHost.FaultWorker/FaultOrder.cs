namespace LocalHost.FaultWorker;

/// <summary>One thing that is to fail.</summary>
/// <param name="Point">The name of the point, or * for every one at which a fault of this kind can happen.</param>
/// <param name="Kind">What happens there.</param>
/// <param name="Chance">How likely it is each time the point is reached, 0 to 1.</param>
public sealed record FaultOrder(string Point, FaultKind Kind, double Chance = 1);
