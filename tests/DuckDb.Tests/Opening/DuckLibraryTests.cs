namespace DuckDb.Tests.Opening;

public class DuckLibraryTests
{
    [Fact]
    public void The_version_is_the_one_the_binding_was_made_for()
    {
        DuckLibrary.Version.ShouldBe("v1.5.6");
    }

    [Fact]
    public void Nothing_found_names_what_was_looked_for()
    {
        var error = Should.Throw<DllNotFoundException>(() => DuckLibrary.Find(path: null, environmentPath: null, Path.GetTempPath(), systemName: "duckdb-that-is-not-there"));

        error.Message.ShouldContain("node_modules");
        error.Message.ShouldContain("@duckdb");
        error.Message.ShouldContain(DuckLibrary.EnvironmentVariable);
        error.Message.ShouldContain(nameof(DuckDbOptions.LibraryPath));
    }

    [Fact]
    public void A_wrong_path_in_the_environment_is_not_passed_over()
    {
        var error = Should.Throw<DllNotFoundException>(() => DuckLibrary.Find(path: null, "/no/such/libduckdb.so", AppContext.BaseDirectory));

        error.Message.ShouldContain(DuckLibrary.EnvironmentVariable);
        error.Message.ShouldNotContain("/no/such");
    }

    [Fact]
    public void A_second_library_in_one_process_is_refused()
    {
        DuckLibrary.Load(path: null);

        Should.Throw<InvalidOperationException>(() => DuckLibrary.Load("/another/libduckdb.so"));
    }
}
