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
[JsonDerivedType(typeof(Overdue), "overdue")]
[JsonDerivedType(typeof(Hurry), "hurry")]
[JsonDerivedType(typeof(Caught), "caught")]
[JsonDerivedType(typeof(Stumble), "stumble")]
[JsonDerivedType(typeof(Mailbox), "mailbox")]
[JsonDerivedType(typeof(Generations), "generations")]
[JsonDerivedType(typeof(Child), "child")]
[JsonDerivedType(typeof(InTurn), "turn")]
[JsonDerivedType(typeof(Together), "together")]
public abstract record RandomProgram
{
    /// <summary>Programs that grow with the size.</summary>
    public static Gen<RandomProgram> Generator => Gen.Sized(size => OfDepth(size switch { < 10 => 1, < 40 => 2, _ => 3 }, stumbles: false));

    /// <summary>Programs some of which fail until they were rewound.</summary>
    public static Gen<RandomProgram> StumblingGenerator => Gen.Sized(size => OfDepth(size switch { < 10 => 1, < 40 => 2, _ => 3 }, stumbles: true));

    /// <summary>What the program gives, without an engine.</summary>
    public abstract int Expected { get; }

    /// <summary>Runs the program as orchestrator code.</summary>
    public abstract Task<int> RunAsync(TaskOrchestrationContext context);

    /// <summary>Programs that are simpler and may show the same fault, the simplest first.</summary>
    public virtual IEnumerable<RandomProgram> Simpler() => [];

    /// <summary>What can run every program.</summary>
    /// <param name="rewinds">Tells how often something was rewound so far.</param>
    public static DelegateCatalog Catalog(Func<int>? rewinds = null)
    {
        var failures = new System.Collections.Concurrent.ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        return new DelegateCatalog()
            .Orchestrator("Program", context => context.GetInput<Box>()!.Program.RunAsync(context))
            .Orchestrator("Generations", Generations.OneAsync)
            .Orchestrator("Mailbox", Mailbox.OpenAsync)
            .Activity<int, int>("Add", n => n + 1)
            .Activity<int, int>("Fail", n => throw new InvalidOperationException($"no {n}"))
            .Activity<int, int>("Stumble", level => rewinds?.Invoke() < level ? throw new InvalidOperationException("rewind me") : level)
            .Activity<FlakyInput, int>("Flaky", input => failures.AddOrUpdate(input!.Key, 1, (_, count) => count + 1) <= input.Failures
                ? throw new InvalidOperationException("not yet")
                : input.Failures);
    }

    private static Gen<RandomProgram> OfDepth(int depth, bool stumbles)
    {
        var number = Gen.Choose(0, 9);
        var leaf = Gen.OneOf(
            number.Select(n => (RandomProgram)new Overdue(n)),
            number.Select(n => (RandomProgram)new Hurry(n)),
            number.Select(n => stumbles && n < 4 ? (RandomProgram)new Stumble(1 + (n % 2)) : new Caught(n)),
            number.Select(n => (RandomProgram)new Add(n)),
            Gen.Choose(0, 2).Select(n => (RandomProgram)new Flaky(n)),
            Gen.Choose(1, 3).Select(n => (RandomProgram)new Pause(n)),
            number.Select(n => (RandomProgram)new Letter(n)));
        if (depth == 0)
        {
            return leaf;
        }

        var smaller = OfDepth(depth - 1, stumbles);
        var several = from count in Gen.Choose(1, 4) from parts in smaller.ArrayOf(count) select parts;
        return Gen.OneOf(
            leaf,
            Gen.Choose(1, 5).Select(count => (RandomProgram)new Mailbox(count)),
            from count in Gen.Choose(1, 3) from part in smaller select (RandomProgram)new Generations(count, part),
            smaller.Select(part => (RandomProgram)new Child(part)),
            several.Select(parts => (RandomProgram)new InTurn(parts)),
            several.Select(parts => (RandomProgram)new Together(parts)));
    }

    private static IEnumerable<RandomProgram> SimplerParts(RandomProgram[] parts, Func<RandomProgram[], RandomProgram> whole) =>
    [
        .. parts,
        .. parts.Length > 1 ? parts.Select((_, left) => whole([.. parts.Where((_, index) => index != left)])) : [],
        .. parts.SelectMany((part, place) => part.Simpler().Select(simpler => whole([.. parts.Select((old, index) => index == place ? simpler : old)]))),
    ];

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

    /// <summary>An event that does not come, waited for with a timeout.</summary>
    public sealed record Overdue(int Value) : RandomProgram
    {
        public override int Expected => Value;

        public override async Task<int> RunAsync(TaskOrchestrationContext context)
        {
            try
            {
                return await context.WaitForExternalEvent<int>(context.NewGuid().ToString(), TimeSpan.FromMilliseconds(Value));
            }
            catch (TaskCanceledException)
            {
                return Value;
            }
        }
    }

    /// <summary>An activity and a timer, either of which may be first.</summary>
    public sealed record Hurry(int Value) : RandomProgram
    {
        public override int Expected => Value + 1;

        public override async Task<int> RunAsync(TaskOrchestrationContext context)
        {
            using var cancellation = new CancellationTokenSource();
            var added = context.CallActivityAsync<int>("Add", Value);
            var timer = context.CreateTimer(TimeSpan.FromMilliseconds(Value), cancellation.Token);
            if (await Task.WhenAny(added, timer) == added)
            {
                Cancel(cancellation);
            }

            return await added;
        }

        // Not asynchronously: the task of CancelAsync is none of the context's.
        private static void Cancel(CancellationTokenSource cancellation) => cancellation.Cancel();
    }

    /// <summary>An activity that fails, and code that goes on.</summary>
    public sealed record Caught(int Value) : RandomProgram
    {
        public override int Expected => Value;

        public override async Task<int> RunAsync(TaskOrchestrationContext context)
        {
            try
            {
                return await context.CallActivityAsync<int>("Fail", Value);
            }
            catch (TaskFailedException failed) when (failed.FailureDetails.IsCausedBy<InvalidOperationException>())
            {
                return Value;
            }
        }
    }

    /// <summary>An activity that fails until so many rewinds were done.</summary>
    public sealed record Stumble(int Level) : RandomProgram
    {
        public override int Expected => Level;

        public override Task<int> RunAsync(TaskOrchestrationContext context) => context.CallActivityAsync<int>("Stumble", Level);
    }

    /// <summary>A sub-orchestration that is sent numbered letters, and takes them up two in a generation.</summary>
    public sealed record Mailbox(int Letters) : RandomProgram
    {
        public override int Expected => Enumerable.Range(0, Letters).Aggregate(0, (sum, letter) => (sum * 3) + letter);

        public static async Task<int> OpenAsync(TaskOrchestrationContext context)
        {
            var open = context.GetInput<Open>()!;
            for (var taken = 0; taken < 2 && open.Remaining > 0; taken++)
            {
                open = new Open(open.Remaining - 1, (open.Sum * 3) + await context.WaitForExternalEvent<int>("letter"));
            }

            if (open.Remaining > 0)
            {
                context.ContinueAsNew(open);
            }

            return open.Sum;
        }

        public override Task<int> RunAsync(TaskOrchestrationContext context)
        {
            var mailbox = context.NewGuid().ToString("N");
            var sum = context.CallSubOrchestratorAsync<int>("Mailbox", new Open(Letters, 0), new SubOrchestrationOptions(instanceId: mailbox));
            for (var letter = 0; letter < Letters; letter++)
            {
                context.SendEvent(mailbox, "letter", letter);
            }

            return sum;
        }

        public sealed record Open(int Remaining, int Sum);
    }

    /// <summary>A part several times, each in a generation of its own.</summary>
    public sealed record Generations(int Count, RandomProgram Part) : RandomProgram
    {
        public override int Expected => Count * Part.Expected;

        public override IEnumerable<RandomProgram> Simpler() => [Part, .. Part.Simpler().Select(part => this with { Part = part })];

        public static async Task<int> OneAsync(TaskOrchestrationContext context)
        {
            var turn = context.GetInput<Turn>()!;
            var sum = turn.Sum + await turn.Part.Program.RunAsync(context);
            if (turn.Remaining > 1)
            {
                context.ContinueAsNew(turn with { Remaining = turn.Remaining - 1, Sum = sum });
            }

            return sum;
        }

        public override Task<int> RunAsync(TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<int>("Generations", new Turn(Count, 0, new Box(Part)));

        public sealed record Turn(int Remaining, int Sum, Box Part);
    }

    /// <summary>A part as a sub-orchestration.</summary>
    public sealed record Child(RandomProgram Part) : RandomProgram
    {
        public override int Expected => Part.Expected;

        public override IEnumerable<RandomProgram> Simpler() => [Part, .. Part.Simpler().Select(part => new Child(part))];

        public override Task<int> RunAsync(TaskOrchestrationContext context) => context.CallSubOrchestratorAsync<int>("Program", new Box(Part));
    }

    /// <summary>Parts one after the other.</summary>
    public sealed record InTurn(RandomProgram[] Parts) : RandomProgram
    {
        public override string ToString() => $"InTurn({string.Join(", ", Parts.AsEnumerable())})";

        public override int Expected => Parts.Aggregate(0, (sum, part) => (sum * 3) + part.Expected);

        public override IEnumerable<RandomProgram> Simpler() => SimplerParts(Parts, parts => new InTurn(parts));

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
        public override string ToString() => $"Together({string.Join(", ", Parts.AsEnumerable())})";

        public override int Expected => Parts.Sum(part => part.Expected);

        public override IEnumerable<RandomProgram> Simpler() => SimplerParts(Parts, parts => new Together(parts));

        public override async Task<int> RunAsync(TaskOrchestrationContext context) =>
            (await Task.WhenAll(Parts.Select(part => part.RunAsync(context)))).Sum();
    }

    /// <summary>A program as an input; the box makes it written with its kind.</summary>
    public sealed record Box(RandomProgram Program);
}
