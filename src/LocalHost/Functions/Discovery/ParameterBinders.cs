using System.Linq.Expressions;
using System.Reflection;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Functions.Discovery;

/// <summary>Chooses how each parameter of a function gets its value.</summary>
internal static class ParameterBinders
{
    private const string InstanceId = "instanceId";

    /// <summary>The binder of a parameter; null, and a problem, when the parameter cannot be filled.</summary>
    /// <param name="kind">What triggers the function.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="routeNames">The names in the route template of an HTTP function.</param>
    /// <param name="problem">Why there is none.</param>
    public static ParameterBinder? Choose(FunctionKind kind, ParameterInfo parameter, IReadOnlySet<string> routeNames, out string? problem)
    {
        problem = null;
        bool isTrigger = parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null;
        ParameterBinder? binder = Common(parameter) ?? kind switch
        {
            FunctionKind.Http => Http(parameter, isTrigger, routeNames),
            FunctionKind.Timer => parameter.ParameterType == typeof(TimerInfo) ? Value(invocation => invocation.Trigger.Timer) : null,
            FunctionKind.Orchestration => Orchestration(parameter, isTrigger),
            _ => Activity(parameter),
        };
        if (binder is null)
            problem = $"parameter '{parameter.Name}' of type {parameter.ParameterType.Name} cannot be filled. {Allowed(kind)}";
        return binder;
    }

    private static ParameterBinder? Common(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
            return Value(invocation => invocation);
        if (parameter.ParameterType == typeof(CancellationToken))
            return Value(invocation => invocation.CancellationToken);
        return parameter.GetCustomAttribute<DurableClientAttribute>() is not null && parameter.ParameterType == typeof(DurableTaskClient)
            ? Value(invocation => invocation.HostServices.GetRequiredService<DurableTaskClient>())
            : null;
    }

    private static ParameterBinder? Http(ParameterInfo parameter, bool isTrigger, IReadOnlySet<string> routeNames)
    {
        if (parameter.ParameterType == typeof(HttpRequest))
            return Value(invocation => invocation.Trigger.Http!.Request);
        if (isTrigger)
            return null;
        if (parameter.GetCustomAttributes().Any(attribute => attribute is IFromBodyMetadata))
            return invocation => JsonBody.ReadAsync(invocation, parameter.ParameterType);
        if (!routeNames.Contains(parameter.Name!) || RouteValue.Parser(parameter.ParameterType) is not { } parse)
            return null;
        object? fallback = parameter.HasDefaultValue ? parameter.DefaultValue : DefaultOf(parameter.ParameterType);
        return invocation => ValueTask.FromResult(RouteValue.Read(invocation.Trigger.Http!, parameter.Name!, parse, fallback));
    }

    private static ParameterBinder? Orchestration(ParameterInfo parameter, bool isTrigger)
    {
        if (parameter.ParameterType == typeof(TaskOrchestrationContext))
            return Value(invocation => invocation.Trigger.Orchestration);
        if (isTrigger)
            return null;
        Func<TaskOrchestrationContext, object?> read = CompileGetInput(parameter.ParameterType);
        object? fallback = DefaultOf(parameter.ParameterType);
        return Value(invocation => read(invocation.Trigger.Orchestration!) ?? fallback);
    }

    private static ParameterBinder Activity(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (type == typeof(TaskActivityContext))
            return Value(invocation => invocation.Trigger.Activity);
        if (type == typeof(string) && parameter.Name == InstanceId && parameter.GetCustomAttribute<TriggerBindingAttribute>() is null)
            return Value(invocation => invocation.Trigger.Activity!.InstanceId);
        object? fallback = DefaultOf(type);
        return Value(invocation => invocation.HostServices.GetRequiredService<DataConverter>().Deserialize(invocation.Trigger.SerializedInput, type) ?? fallback);
    }

    /// <summary>Whether the parameter is the input: neither a trigger's own type nor something the host hands out.</summary>
    public static bool IsInput(FunctionKind kind, ParameterInfo parameter) =>
        Common(parameter) is null
        && parameter.ParameterType != typeof(TaskOrchestrationContext)
        && parameter.ParameterType != typeof(TaskActivityContext)
        && !(kind == FunctionKind.Activity && parameter.Name == InstanceId && parameter.GetCustomAttribute<TriggerBindingAttribute>() is null);

    private static Func<TaskOrchestrationContext, object?> CompileGetInput(Type type)
    {
        ParameterExpression context = Expression.Parameter(typeof(TaskOrchestrationContext));
        MethodInfo getInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!.MakeGenericMethod(type);
        Lazy<Func<TaskOrchestrationContext, object?>> compiled = new(() =>
            Expression.Lambda<Func<TaskOrchestrationContext, object?>>(Expression.Convert(Expression.Call(context, getInput), typeof(object)), context).Compile());
        return orchestration => compiled.Value(orchestration);
    }

    private static object? DefaultOf(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static ParameterBinder Value(Func<FunctionInvocation, object?> read) => invocation => ValueTask.FromResult(read(invocation));

    private static string Allowed(FunctionKind kind) => kind switch
    {
        FunctionKind.Http => "An HTTP function takes HttpRequest, values named in its route, [FromBody], [DurableClient] DurableTaskClient, FunctionContext and CancellationToken.",
        FunctionKind.Timer => "A timer function takes TimerInfo, [DurableClient] DurableTaskClient, FunctionContext and CancellationToken.",
        FunctionKind.Orchestration => "An orchestrator takes TaskOrchestrationContext, its input and FunctionContext.",
        _ => "An activity takes its input, TaskActivityContext, FunctionContext and CancellationToken.",
    };
}
