namespace DataHound.Bench.Reporting;

/// <summary>A bound for a figure.</summary>
internal sealed record Aim(double Bound, bool AtLeast)
{
    public static Aim Least(double bound) => new(bound, AtLeast: true);

    public static Aim Most(double bound) => new(bound, AtLeast: false);

    public bool IsMetBy(double value) => AtLeast ? value >= Bound : value <= Bound;

    public override string ToString() => $"{(AtLeast ? ">=" : "<=")} {Numbers.Show(Bound)}";
}
