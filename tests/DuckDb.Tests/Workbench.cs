namespace DuckDb.Tests;

/// <summary>A database with a folder of its own that it may read and write, and a connection.</summary>
public sealed class Workbench : IDisposable
{
    public Workbench(DuckDbOptions? options = null)
    {
        Folder = Directory.CreateTempSubdirectory("duckdb-tests-").FullName;
        Database = DuckDatabase.OpenInMemory((options ?? new DuckDbOptions { Threads = 2 }) with { AllowedDirectories = [Folder], TempDirectory = File("spill") });
        Connection = Database.Connect();
    }

    public string Folder { get; }

    public DuckDatabase Database { get; }

    public DuckConnection Connection { get; }

    public string File(string name) => Path.Combine(Folder, name);

    public string Quoted(string name) => DuckSql.Literal(File(name));

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return Quoted(name);
    }

    /// <summary>All rows as objects.</summary>
    public List<object?[]> Rows(string sql, DuckParameters? parameters = null)
    {
        using var reader = Connection.Query(sql, parameters);
        var rows = new List<object?[]>();
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                var values = new object?[reader.Columns.Count];
                for (var column = 0; column < values.Length; column++)
                {
                    values[column] = reader.Column(column).Value(row);
                }

                rows.Add(values);
            }
        }

        return rows;
    }

    public object? Value(string sql, DuckParameters? parameters = null) => Rows(sql, parameters).ShouldHaveSingleItem()[0];

    public void Dispose()
    {
        Connection.Dispose();
        Database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
