namespace DataHound.Bench.FieldService;

/// <summary>One company's part of the run, as the API shows it.</summary>
internal sealed record CompanyView
{
    public IReadOnlyList<StageView>? Stages { get; init; }
}
