using Microsoft.CodeAnalysis;

namespace LocalHost.Analyzers;

/// <summary>Says which rule a symbol breaks when an orchestrator uses it.</summary>
internal static class ForbiddenSymbols
{
    private static readonly HashSet<string> Clocks = new(StringComparer.Ordinal)
    {
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow", "System.Environment.TickCount",
        "System.Environment.TickCount64", "System.TimeProvider.GetUtcNow", "System.TimeProvider.GetLocalNow", "System.TimeProvider.GetTimestamp",
    };

    private static readonly HashSet<string> Random = new(StringComparer.Ordinal) { "System.Guid.NewGuid", "System.Guid.CreateVersion7" };

    private static readonly HashSet<string> Tasks = new(StringComparer.Ordinal)
    {
        "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.Delay", "System.Threading.Tasks.Task.Yield", "System.Threading.Tasks.Task.ContinueWith", "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.Result", "System.Threading.Tasks.Task.ConfigureAwait", "System.Threading.Tasks.Task.WaitAll", "System.Threading.Tasks.Task.WaitAny", "System.Threading.Tasks.Task.WaitAsync",
    };

    private static readonly HashSet<string> TaskTypes = new(StringComparer.Ordinal)
    {
        "System.Threading.Tasks.TaskFactory", "System.Threading.Tasks.Parallel", "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Threading.SemaphoreSlim",
    };

    private static readonly HashSet<string> RandomTypes = new(StringComparer.Ordinal) { "System.Random", "System.Security.Cryptography.RandomNumberGenerator" };

    private static readonly HashSet<string> OutsideTypes = new(StringComparer.Ordinal)
    {
        "System.Environment", "System.Console", "System.Diagnostics.Process", "System.IO.File", "System.IO.Directory", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.FileStream",
        "System.IO.StreamReader", "System.IO.StreamWriter",
    };

    private static readonly string[] OutsideNamespaces = ["System.Net", "System.Data", "Npgsql", "Azure", "Microsoft.EntityFrameworkCore"];

    public static DiagnosticDescriptor? RuleFor(ISymbol symbol)
    {
        if (symbol.ContainingType is not { } type)
            return null;

        var typeName = type.OriginalDefinition.ToDisplayString(Format);
        var name = $"{typeName}.{(symbol is IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: { } property } ? property.Name : symbol.Name)}";
        if (Clocks.Contains(name) || typeName == "System.Diagnostics.Stopwatch")
            return Rules.Clock;
        if (Random.Contains(name) || RandomTypes.Contains(typeName))
            return Rules.Randomness;
        if (Tasks.Contains(name) || TaskTypes.Contains(typeName))
            return Rules.ForeignTask;
        return OutsideTypes.Contains(typeName) || IsOutside(type.ContainingNamespace) ? Rules.InputOutput : null;
    }

    public static bool IsChangeableStatic(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field is { IsStatic: true, IsReadOnly: false, IsConst: false },
        IPropertySymbol property => property is { IsStatic: true, SetMethod: not null },
        _ => false,
    };

    private static SymbolDisplayFormat Format { get; } = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static bool IsOutside(INamespaceSymbol? space)
    {
        var name = space?.ToDisplayString() ?? string.Empty;
        return Array.Exists(OutsideNamespaces, outside => name == outside || name.StartsWith(outside + ".", StringComparison.Ordinal));
    }
}
