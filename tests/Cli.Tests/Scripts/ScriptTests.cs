namespace DataHound.Cli.Tests.Scripts;

public sealed class ScriptTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData("run", "--reset")]
    [InlineData("test", "--filter")]
    public async Task Help_needs_no_build_and_works_from_a_path_with_blanks(string script, string option)
    {
        var (exitCode, output) = await _checkout.RunAsync(script, ["--help"]);

        exitCode.ShouldBe(0);
        output.ShouldContain($"Usage: ./{script}");
        output.ShouldContain(option);
        Directory.Exists(Path.Combine(_checkout.Root, "artifacts")).ShouldBeFalse();
    }

    [Fact]
    public async Task Help_works_through_a_link()
    {
        File.CreateSymbolicLink(Path.Combine(_checkout.Root, "link"), Path.Combine(_checkout.Root, "run"));

        (await _checkout.RunAsync("link", ["--help"])).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("--surprise")]
    [InlineData("--filter")]
    public async Task Test_names_a_wrong_argument(string argument)
    {
        var (exitCode, output) = await _checkout.RunAsync("test", [argument]);

        exitCode.ShouldBe(2);
        output.ShouldContain(argument);
        output.ShouldContain("next:");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public async Task All_missing_tools_are_named_at_once_with_what_to_type(string script)
    {
        var (exitCode, output) = await _checkout.RunAsync(script, [], path: PathWithout("dotnet", "node"));

        exitCode.ShouldBe(1);
        output.ShouldContain("error tools_missing");
        output.ShouldContain(".NET 10 SDK");
        output.ShouldContain("Node.js 20");
        output.ShouldContain("apt-get install -y dotnet-sdk-10.0");
        output.ShouldContain("apt-get install -y nodejs");
    }

    [Fact]
    public async Task An_old_node_is_named_with_its_version()
    {
        var tools = Path.Combine(_checkout.Root, "tools");
        Directory.CreateDirectory(tools);
        Program(tools, "node", "echo v18.19.0");
        Program(tools, "dotnet", "echo '10.0.100 [/sdk]'");

        var (exitCode, output) = await _checkout.RunAsync("run", [], path: $"{tools}:{PathWithout("dotnet", "node")}");

        exitCode.ShouldBe(1);
        output.ShouldContain("v18.19.0 is installed");
        output.ShouldNotContain(".NET 10 SDK");
    }

    [Fact]
    public async Task A_failing_npm_is_explained_with_its_words()
    {
        var tools = Path.Combine(_checkout.Root, "tools");
        Directory.CreateDirectory(tools);
        Program(tools, "node", "echo v20.1.0");
        Program(tools, "npm", "echo the network is down; exit 1");
        Program(tools, "dotnet", "echo '10.0.100 [/sdk]'");

        var (exitCode, output) = await _checkout.RunAsync("run", [], path: $"{tools}:{PathWithout("dotnet", "node", "npm")}");

        exitCode.ShouldBe(1);
        output.ShouldContain("the network is down");
        output.ShouldContain("error native_parts_not_installed");
        output.ShouldContain("next:");
    }

    [Fact]
    public async Task A_failing_build_is_explained_with_its_errors()
    {
        var tools = Path.Combine(_checkout.Root, "tools");
        Directory.CreateDirectory(Path.Combine(_checkout.Root, "node_modules", "@duckdb", "node-bindings-x"));
        Directory.CreateDirectory(tools);
        Program(tools, "node", "echo v20.1.0");
        Program(tools, "npm", "exit 0");
        Program(tools, "dotnet", "if [ \"$1\" = build ]; then echo 'A.cs(1,1): error CS1002: ; expected'; exit 1; fi; echo '10.0.100 [/sdk]'");

        var (exitCode, output) = await _checkout.RunAsync("run", [], path: $"{tools}:{PathWithout("dotnet", "node", "npm")}");

        exitCode.ShouldBe(1);
        output.ShouldContain("error CS1002");
        output.ShouldContain("error build_failed");
    }

    private static void Program(string folder, string name, string script)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A folder of links to everything on the PATH but the named programs.</summary>
    private string PathWithout(params string[] programs)
    {
        var links = Path.Combine(_checkout.Root, "bin");
        Directory.CreateDirectory(links);
        foreach (var folder in new[] { "/usr/bin", "/bin" }.Where(Directory.Exists))
        {
            foreach (var program in Directory.EnumerateFiles(folder))
            {
                var link = Path.Combine(links, Path.GetFileName(program));
                if (!programs.Contains(Path.GetFileName(program), StringComparer.Ordinal) && !File.Exists(link)) File.CreateSymbolicLink(link, program);
            }
        }

        return links;
    }
}
