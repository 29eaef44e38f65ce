using Microsoft.CodeAnalysis;

namespace LocalHost.Analyzers;

/// <summary>What an orchestrator must not do, because its code runs again from the start after every step and must then do the same.</summary>
internal static class Rules
{
    private const string Category = "Determinism";

    public static readonly DiagnosticDescriptor Clock = Rule("LH0001", "An orchestrator reads a clock", "'{0}' gives another time when the orchestrator is replayed; use context.CurrentUtcDateTime");

    public static readonly DiagnosticDescriptor Randomness = Rule("LH0002", "An orchestrator uses randomness", "'{0}' gives another value when the orchestrator is replayed; use context.NewGuid(), or an activity");

    public static readonly DiagnosticDescriptor ForeignTask = Rule("LH0003", "An orchestrator uses a task that is not its context's", "'{0}' leaves the orchestrator's own scheduler; use the context's timers, activities and events");

    public static readonly DiagnosticDescriptor InputOutput = Rule("LH0004", "An orchestrator does input or output", "'{0}' reaches outside and may differ on replay; call an activity");

    public static readonly DiagnosticDescriptor StaticState = Rule("LH0005", "An orchestrator uses static state that can change", "'{0}' may have another value when the orchestrator is replayed; pass it as input");

    private static DiagnosticDescriptor Rule(string id, string title, string message) => new(
        id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "An orchestrator is replayed from its history. Whatever is not in the history must come out the same every time.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
