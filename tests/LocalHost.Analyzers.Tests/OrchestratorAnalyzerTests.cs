using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LocalHost.Analyzers.Tests;

public sealed class OrchestratorAnalyzerTests
{
    [Theory]
    [InlineData("_ = System.DateTime.UtcNow;", "LH0001")]
    [InlineData("_ = System.DateTimeOffset.Now;", "LH0001")]
    [InlineData("_ = System.TimeProvider.System.GetUtcNow();", "LH0001")]
    [InlineData("_ = System.Diagnostics.Stopwatch.StartNew();", "LH0001")]
    [InlineData("_ = System.Guid.NewGuid();", "LH0002")]
    [InlineData("_ = new System.Random(1).Next();", "LH0002")]
    [InlineData("_ = System.Random.Shared.Next();", "LH0002")]
    [InlineData("await Task.Delay(1);", "LH0003")]
    [InlineData("await Task.Run(() => 1);", "LH0003")]
    [InlineData("await context.CallActivityAsync(\"a\").ConfigureAwait(false);", "LH0003")]
    [InlineData("_ = context.CallActivityAsync<int>(\"a\").Result;", "LH0003")]
    [InlineData("new System.Threading.Thread(() => { }).Start();", "LH0003")]
    [InlineData("_ = System.IO.File.ReadAllText(\"a\");", "LH0004")]
    [InlineData("await new System.Net.Http.HttpClient().GetAsync(\"http://localhost\");", "LH0004")]
    [InlineData("_ = System.Environment.GetEnvironmentVariable(\"a\");", "LH0004")]
    [InlineData("_ = Counter;", "LH0005")]
    [InlineData("Counter++;", "LH0005")]
    [InlineData("_ = Helper();", "LH0001")]
    [InlineData("System.Func<System.DateTime> clock = () => System.DateTime.Now; _ = clock();", "LH0001")]
    [InlineData("System.Func<System.DateTime> clock = Helper; _ = clock();", "LH0001")]
    public async Task What_would_differ_on_replay_is_an_error(string statement, string rule) =>
        (await AnalyzeAsync(statement)).Select(diagnostic => diagnostic.Id).Distinct().ShouldBe([rule]);

    [Theory]
    [InlineData("_ = context.CurrentUtcDateTime; _ = context.NewGuid();")]
    [InlineData("await Task.WhenAll(context.CallActivityAsync(\"a\"), context.CallActivityAsync(\"b\"));")]
    [InlineData("await context.CreateTimer(System.TimeSpan.FromDays(1), default);")]
    [InlineData("_ = Constant + ReadOnly;")]
    [InlineData("_ = new System.DateTime(2015, 6, 24).AddDays(1);")]
    public async Task What_comes_from_the_context_or_never_changes_is_fine(string statement) =>
        (await AnalyzeAsync(statement)).ShouldBeEmpty();

    [Fact]
    public async Task Code_outside_orchestrators_is_left_alone() =>
        (await AnalyzeAsync("await Task.CompletedTask;", trigger: string.Empty)).ShouldBeEmpty();

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string statement, string trigger = "[OrchestrationTrigger]")
    {
        var source = $$"""
            using System.Threading.Tasks;
            using LocalHost.DurableTask;
            using LocalHost.Functions;

            public static class Orchestrators
            {
                public const int Constant = 1;
                public static readonly int ReadOnly = 2;
                public static int Counter;

                public static async Task RunAsync({{trigger}} TaskOrchestrationContext context)
                {
                    {{statement}}
                    await Task.CompletedTask;
                }

                public static System.DateTime Helper() => System.DateTime.UtcNow;
            }
            """;
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Sample", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return await compilation.WithAnalyzers([new OrchestratorAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }
}
