using DataHound.Storage.ConfigPlane.Secrets;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Tests.ControlPlane;

namespace Storage.Tests.ConfigPlane.Secrets;

public sealed class SecretSourcesTests : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(5);
    private readonly string _folder = Directory.CreateTempSubdirectory("secrets-").FullName;
    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_s_last_line_end_does_not_belong_to_the_secret()
    {
        await WriteAsync("crm_key", " from file \n");
        (await Sources(new FolderSecrets(_folder)).FindAsync(["crm_key"], Token)).Find("crm_key").ShouldBe(" from file ");
    }

    [Fact]
    public async Task The_first_place_that_has_a_secret_wins()
    {
        Environment.SetEnvironmentVariable("DATAHOUND_SECRET_BOTH_PLACES", "environment");
        await WriteAsync("both-places", "file");
        (await Sources(new EnvironmentSecrets(), new FolderSecrets(_folder)).FindAsync(["both-places"], Token)).Find("both-places").ShouldBe("environment");
    }

    [Fact]
    public async Task A_changed_secret_is_noticed_after_its_age()
    {
        await WriteAsync("key", "old");
        var sources = Sources(new FolderSecrets(_folder));
        (await sources.FindAsync(["key"], Token)).Find("key").ShouldBe("old");
        await WriteAsync("key", "new");
        (await sources.FindAsync(["key"], Token)).Find("key").ShouldBe("old");
        _clock.Advance(Age);
        (await sources.FindAsync(["key"], Token)).Find("key").ShouldBe("new");
    }

    [Fact]
    public async Task A_missing_secret_says_how_each_place_would_have_it()
    {
        var values = await Sources(new EnvironmentSecrets(), new FolderSecrets(_folder)).FindAsync(["no-such"], Token);
        values.Find("no-such").ShouldBeNull();
        values.Problem("no-such").ShouldBe("which is not there; set the environment variable DATAHOUND_SECRET_NO_SUCH, or put a file 'no-such' into the folder of secrets");
    }

    [Theory]
    [InlineData("../passwd")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    public async Task A_name_that_could_leave_the_folder_is_no_name(string name)
    {
        var values = await Sources(new FolderSecrets(_folder)).FindAsync([name], Token);
        values.Find(name).ShouldBeNull();
        values.Problem(name).ShouldStartWith("which is no name of a secret");
    }

    [Fact]
    public async Task A_secret_that_was_good_is_kept_while_its_place_does_not_answer()
    {
        var place = new FailingPlace { Value = "good" };
        var sources = Sources(place);
        (await sources.FindAsync(["key"], Token)).Find("key").ShouldBe("good");
        _clock.Advance(Age);
        place.Fails = true;
        (await sources.FindAsync(["key"], Token)).Find("key").ShouldBe("good");
        (await sources.FindAsync(["other"], Token)).Problem("other").ShouldBe("which cannot be read: the place is closed");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SecretSources Sources(params ISecretSource[] places) => new(places, Age, _clock, NullLogger<SecretSources>.Instance);

    private Task WriteAsync(string name, string value) => File.WriteAllTextAsync(Path.Combine(_folder, name), value, Token);

    private sealed class FailingPlace : ISecretSource
    {
        public required string Value { get; init; }

        public bool Fails { get; set; }

        public Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
            Fails ? throw new SecretSourceException("the place is closed", new IOException()) : Task.FromResult<string?>(Value);

        public string HowToSet(string name) => "open the place";
    }
}
