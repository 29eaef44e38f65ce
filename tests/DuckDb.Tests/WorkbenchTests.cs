namespace DuckDb.Tests;

/// <summary>Tests that need a database: each gets a fresh one.</summary>
public abstract class WorkbenchTests : IDisposable
{
    protected Workbench Bench { get; } = new();

    protected DuckConnection Connection => Bench.Connection;

    public void Dispose()
    {
        Bench.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A query that would run for hours, in one long pass without output.</summary>
    protected const string Endless = "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE (a.range * b.range) % 7 = 3";
}
