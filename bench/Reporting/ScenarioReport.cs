namespace DataHound.Bench.Reporting;

/// <summary>The figures of one scenario.</summary>
internal sealed class ScenarioReport(string scenario, Machine machine, DateTimeOffset takenAt)
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _notes = [];

    public string Scenario { get; } = scenario;

    public Machine Machine { get; } = machine;

    public DateTimeOffset TakenAt { get; } = takenAt;

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>What a reader of the figures must know.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public void Add(string name, double value, string unit, Aim? aim = null) => _figures.Add(new Figure { Name = name, Value = value, Unit = unit, Aim = aim });

    public void Note(string note) => _notes.Add(note);
}
