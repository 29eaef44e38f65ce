using System.Diagnostics;
using System.Globalization;
using LocalHost.Engine.Work;

namespace LocalHost.Tests.Engine;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void This_process_is_alive_and_one_that_had_its_number_before_is_dead()
    {
        var here = Here();

        ProcessIdentity.IsDead(here.Process).ShouldBeFalse();
        ProcessIdentity.IsDead($"{Environment.ProcessId}@1").ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_is_alive_until_it_is_killed()
    {
        Here();
        using var child = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        var stat = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{child.Id}/stat"), TestContext.Current.CancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"{child.Id}@{stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]}");

        ProcessIdentity.IsDead(name).ShouldBeFalse();
        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        ProcessIdentity.IsDead(name).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("five@1")]
    [InlineData("5@1@2")]
    public void A_name_that_cannot_be_read_is_not_taken_for_a_dead_process(string process) => ProcessIdentity.IsDead(process).ShouldBeFalse();

    private static ProcessIdentity Here()
    {
        if (ProcessIdentity.Current is not { } here)
        {
            Assert.Skip("Here processes cannot be told apart.");
            throw new UnreachableException();
        }

        return here;
    }
}
