namespace DuckDb.Tests.Opening;

public class DuckDbOptionsTests
{
    [Fact]
    public void All_faults_are_named_at_once()
    {
        var options = new DuckDbOptions { MemoryLimit = "lots", Threads = 0, TempDirectory = " ", AllowedDirectories = [""], TimeZone = "", MaxTempDirectorySize = "-1" };

        var error = Should.Throw<ArgumentException>(() => DuckDatabase.OpenInMemory(options));

        foreach (var name in new[] { "MemoryLimit", "Threads", "TempDirectory", "AllowedDirectories", "TimeZone", "MaxTempDirectorySize" })
        {
            error.Message.ShouldContain(name);
        }
    }

    [Fact]
    public void A_time_zone_that_does_not_exist_is_refused_at_open()
    {
        Should.Throw<DuckDbException>(() => DuckDatabase.OpenInMemory(new DuckDbOptions { TimeZone = "Nowhere/Land" }));
    }

    [Fact]
    public void Settings_arrive_in_the_engine()
    {
        using var bench = new Workbench(new DuckDbOptions { MemoryLimit = "300MiB", Threads = 1, TimeZone = "America/New_York", MaxTempDirectorySize = "5GiB" });

        bench.Value("SELECT current_setting('memory_limit')").ShouldBe("300.0 MiB");
        bench.Value("SELECT current_setting('threads')").ShouldBe(1L);
        bench.Value("SELECT current_setting('TimeZone')").ShouldBe("America/New_York");
        bench.Value("SELECT current_setting('max_temp_directory_size')").ShouldBe("5.0 GiB");
        bench.Value("SELECT CAST(TIMESTAMPTZ '2024-01-15 12:00:00+00' AS VARCHAR)").ShouldBe("2024-01-15 07:00:00-05");
    }

    [Fact]
    public void The_time_zone_is_the_same_on_every_connection()
    {
        using var bench = new Workbench(new DuckDbOptions { TimeZone = "Asia/Tokyo" });
        using var second = bench.Database.Connect();

        second.QueryScalar<string>("SELECT current_setting('TimeZone')").ShouldBe("Asia/Tokyo");
    }
}
