using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using LocalHost.DurableTask;

namespace LocalHost.Tests.Engine;

/// <summary>A small orchestration program, its meaning on the engine and its meaning in memory.</summary>
[JsonDerivedType(typeof(Add), "add")]
[JsonDerivedType(typeof(Flaky), "flaky")]
[JsonDerivedType(typeof(Pause), "pause")]
[JsonDerivedType(typeof(Letter), "letter")]
[JsonDerivedType(typeof(Child), "child")]
[JsonDerivedType(typeof(InTurn), "turn")]
[JsonDerivedType(typeof(Together), "together")]
public abstract record RandomProgram
{
    /// <summary>Programs that grow with the size.</summary>
    public static Gen<RandomProgram> Generator => Gen.Sized(size => OfDepth(size switch { < 10 => 1, < 40 => 2, _ => 3 }));

    /// <summary>What the program gives, without an engine.</summary>
    public abstract int Expected { get; }

    /// <summary>Runs the program as orchestrator code.</summary>
    public abstract Task<int> RunAsync(TaskOrchestrationContext context);

    /// <summary>What can run every program.</summary>
    public static DelegateCatalog Catalog()
    {
        var failures = new System.Collections.Concurrent.ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        return new DelegateCatalog()
            .Orchestrator("Program", context => context.GetInput<Box>()!.Program.RunAsync(context))
            .Activity<int, int>("Add", n => n + 1)
            .Activity<FlakyInput, int>("Flaky", input => failures.AddOrUpdate(input!.Key, 1, (_, count) => count + 1) <= input.Failures
                ? throw new InvalidOperationException("not yet")
                : input.Failures);
    }

    private static Gen<RandomProgram> OfDepth(int depth)
    {
        var number = Gen.Choose(0, 9);
        var leaf = Gen.OneOf(
            number.Select(n => (RandomProgram)new Add(n)),
            Gen.Choose(0, 2).Select(n => (RandomProgram)new Flaky(n)),
            Gen.Choose(1, 3).Select(n => (RandomProgram)new Pause(n)),
            number.Select(n => (RandomProgram)new Letter(n)));
        if (depth == 0)
        {
            return leaf;
        }

        var smaller = OfDepth(depth - 1);
        var several = from count in Gen.Choose(1, 4) from parts in smaller.ArrayOf(count) select parts;
        return Gen.OneOf(
            leaf,
            smaller.Select(part => (RandomProgram)new Child(part)),
            several.Select(parts => (RandomProgram)new InTurn(parts)),
            several.Select(parts => (RandomProgram)new Together(parts)));
    }

    public sealed record FlakyInput(string Key, int Failures);

    /// <summary>An activity that adds one.</summary>
    public sealed record Add(int Value) : RandomProgram
    {
        public override int Expected => Value + 1;

        public override Task<int> RunAsync(TaskOrchestrationContext context) => context.CallActivityAsync<int>("Add", Value);
    }

    /// <summary>An activity that fails some times before it succeeds.</summary>
    public sealed record Flaky(int Failures) : RandomProgram
    {
        public override int Expected => Failures;

        public override Task<int> RunAsync(TaskOrchestrationContext context) => context.CallActivityAsync<int>(
            "Flaky",
            new FlakyInput(context.NewGuid().ToString(), Failures),
            TaskOptions.FromRetryPolicy(new RetryPolicy(Failures + 1, TimeSpan.FromMilliseconds(1))));
    }

    /// <summary>A timer.</summary>
    public sealed record Pause(int Milliseconds) : RandomProgram
    {
        public override int Expected => Milliseconds;

        public override async Task<int> RunAsync(TaskOrchestrationContext context)
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(Milliseconds), CancellationToken.None);
            return Milliseconds;
        }
    }

    /// <summary>An event to oneself under a name of its own, waited for with a timeout that does not come to pass.</summary>
    public sealed record Letter(int Value) : RandomProgram
    {
        public override int Expected => Value;

        public override Task<int> RunAsync(TaskOrchestrationContext context)
        {
            var name = context.NewGuid().ToString();
            context.SendEvent(context.InstanceId, name, Value);
            return context.WaitForExternalEvent<int>(name, TimeSpan.FromHours(1));
        }
    }

    /// <summary>A part as a sub-orchestration.</summary>
    public sealed record Child(RandomProgram Part) : RandomProgram
    {
        public override int Expected => Part.Expected;

        public override Task<int> RunAsync(TaskOrchestrationContext context) => context.CallSubOrchestratorAsync<int>("Program", new Box(Part));
    }

    /// <summary>Parts one after the other.</summary>
    public sealed record InTurn(RandomProgram[] Parts) : RandomProgram
    {
        public override int Expected => Parts.Aggregate(0, (sum, part) => (sum * 3) + part.Expected);

        public override async Task<int> RunAsync(TaskOrchestrationContext context)
        {
            var sum = 0;
            foreach (var part in Parts)
            {
                sum = (sum * 3) + await part.RunAsync(context);
            }

            return sum;
        }
    }

    /// <summary>Parts side by side.</summary>
    public sealed record Together(RandomProgram[] Parts) : RandomProgram
    {
        public override int Expected => Parts.Sum(part => part.Expected);

        public override async Task<int> RunAsync(TaskOrchestrationContext context) =>
            (await Task.WhenAll(Parts.Select(part => part.RunAsync(context)))).Sum();
    }

    /// <summary>A program as an input; the box makes it written with its kind.</summary>
    public sealed record Box(RandomProgram Program);
}
