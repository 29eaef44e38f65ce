using DataHound.Cli.Api;
using DataHound.Cli.Deliveries;

namespace DataHound.Cli.Pipelines;

/// <summary>What became of one delivery.</summary>
internal sealed record DeliveryOutcome
{
    public required Delivery Delivery { get; init; }

    /// <summary>Its last run; null when it never came to one.</summary>
    public RunView? Run { get; init; }

    /// <summary>Files the app received now for the first time.</summary>
    public required int NewFiles { get; init; }

    /// <summary>The run had succeeded before this ./run began.</summary>
    public required bool DoneBefore { get; init; }

    public bool Succeeded => Run is { Succeeded: true };

    /// <summary>The outcome of a delivery whose turn never came.</summary>
    public static DeliveryOutcome NotRun(Delivery delivery) => new() { Delivery = delivery, NewFiles = 0, DoneBefore = false };
}
