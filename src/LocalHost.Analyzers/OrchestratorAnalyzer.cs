using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LocalHost.Analyzers;

/// <summary>
/// Follows every orchestrator (a method with a parameter marked <c>[OrchestrationTrigger]</c>) through the methods of the same project that it calls, and
/// reports what would make a replay differ: clocks, randomness, foreign tasks, input and output, static state that can change.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OrchestratorAnalyzer : DiagnosticAnalyzer
{
    private const string TriggerAttribute = "OrchestrationTriggerAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Rules.Clock, Rules.Randomness, Rules.ForeignTask, Rules.InputOutput, Rules.StaticState];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var methods = new ConcurrentDictionary<IMethodSymbol, MethodFindings>(SymbolEqualityComparer.Default);
            start.RegisterOperationBlockAction(block =>
            {
                if (block.OwningSymbol is IMethodSymbol method)
                    methods[method.OriginalDefinition] = Examine(block.OperationBlocks);
            });
            start.RegisterCompilationEndAction(end => Report(methods, end.ReportDiagnostic));
        });
    }

    private static MethodFindings Examine(ImmutableArray<IOperation> blocks)
    {
        var findings = new MethodFindings();
        foreach (var operation in blocks.SelectMany(block => block.DescendantsAndSelf()))
        {
            switch (operation)
            {
                case IInvocationOperation call:
                    findings.Add(call.TargetMethod, call.Syntax.GetLocation());
                    break;
                case IObjectCreationOperation { Constructor: { } constructor } creation:
                    findings.Add(constructor, creation.Syntax.GetLocation());
                    break;
                case IPropertyReferenceOperation property:
                    findings.Add(property.Property, property.Syntax.GetLocation());
                    break;
                case IFieldReferenceOperation field:
                    findings.Add(field.Field, field.Syntax.GetLocation());
                    break;
                case IMethodReferenceOperation reference:
                    findings.Add(reference.Method, reference.Syntax.GetLocation());
                    break;
            }
        }

        return findings;
    }

    private static void Report(IReadOnlyDictionary<IMethodSymbol, MethodFindings> methods, Action<Diagnostic> report)
    {
        var pending = new Stack<IMethodSymbol>(methods.Keys.Where(IsOrchestrator));
        var seen = new HashSet<IMethodSymbol>(pending, SymbolEqualityComparer.Default);
        while (pending.Count > 0)
        {
            var findings = methods[pending.Pop()];
            foreach (var diagnostic in findings.Diagnostics)
                report(diagnostic);
            foreach (var called in findings.Calls.Where(called => methods.ContainsKey(called) && seen.Add(called)))
                pending.Push(called);
        }
    }

    private static bool IsOrchestrator(IMethodSymbol method) =>
        method.Parameters.Any(parameter => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == TriggerAttribute));

    private sealed class MethodFindings
    {
        public List<Diagnostic> Diagnostics { get; } = [];

        public List<IMethodSymbol> Calls { get; } = [];

        public void Add(ISymbol symbol, Location location)
        {
            if (ForbiddenSymbols.RuleFor(symbol) is { } rule)
                Diagnostics.Add(Diagnostic.Create(rule, location, symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
            else if (ForbiddenSymbols.IsChangeableStatic(symbol))
                Diagnostics.Add(Diagnostic.Create(Rules.StaticState, location, symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
            else if (symbol is IMethodSymbol method)
                Calls.Add(method.OriginalDefinition);
        }
    }
}
