namespace LocalHost.Tests.Simulation;

/// <summary>Makes a plan that fails smaller as long as it still fails: fewer programs, simpler programs, fewer faults.</summary>
internal static class Shrinking
{
    private const int MostTries = 400;

    public static SimulationPlan Smallest(SimulationPlan plan)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var smaller = Smaller(plan).FirstOrDefault(candidate => tries++ < MostTries && Simulation.Run(candidate).Failure is not null);
            if (smaller is null)
            {
                break;
            }

            plan = smaller;
        }

        return plan;
    }

    private static IEnumerable<SimulationPlan> Smaller(SimulationPlan plan)
    {
        for (var place = 0; plan.Programs.Count > 1 && place < plan.Programs.Count; place++)
        {
            yield return plan with { Programs = [.. plan.Programs.Where((_, index) => index != place)] };
        }

        for (var place = 0; place < plan.Programs.Count; place++)
        {
            foreach (var simpler in plan.Programs[place].Simpler())
            {
                yield return plan with { Programs = [.. plan.Programs.Select((program, index) => index == place ? simpler : program)] };
            }
        }

        var faults = plan.Faults ?? Enumerable.Range(0, Simulation.Run(plan).Faults).ToHashSet();
        for (var size = faults.Count; size >= 1; size /= 2)
        {
            foreach (var left in faults.Order().Chunk(size))
            {
                yield return plan with { Faults = faults.Except(left).ToHashSet() };
            }
        }
    }
}
