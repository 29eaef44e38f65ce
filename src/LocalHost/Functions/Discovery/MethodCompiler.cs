using System.Linq.Expressions;
using System.Reflection;

namespace LocalHost.Functions.Discovery;

/// <summary>Turns a method into a delegate, so that a run costs no reflection. Compiling waits for the first run.</summary>
internal static class MethodCompiler
{
    private static readonly MethodInfo FromTask = Own(nameof(AwaitTask)), FromTaskOf = Own(nameof(AwaitTaskOf)),
        FromValueTask = Own(nameof(AwaitValueTask)), FromValueTaskOf = Own(nameof(AwaitValueTaskOf));

    public static Func<object?, object?[], ValueTask<object?>> Compile(MethodInfo method)
    {
        Lazy<Func<object?, object?[], ValueTask<object?>>> compiled = new(() => CompileNow(method));
        return (target, arguments) => compiled.Value(target, arguments);
    }

    /// <summary>What a function's result is once it is awaited; void for nothing.</summary>
    public static Type ResultType(MethodInfo method)
    {
        Type type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask))
            return typeof(void);
        return IsTaskOf(type) || IsValueTaskOf(type) ? type.GetGenericArguments()[0] : type;
    }

    private static Func<object?, object?[], ValueTask<object?>> CompileNow(MethodInfo method)
    {
        ParameterExpression target = Expression.Parameter(typeof(object));
        ParameterExpression arguments = Expression.Parameter(typeof(object[]));
        Expression call = Expression.Call(
            method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!),
            method,
            method.GetParameters().Select((parameter, i) =>
                Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType)));
        return Expression.Lambda<Func<object?, object?[], ValueTask<object?>>>(Awaited(call, method.ReturnType), target, arguments).Compile();
    }

    private static Expression Awaited(Expression call, Type type)
    {
        if (type == typeof(void))
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        if (IsTaskOf(type))
            return Expression.Call(FromTaskOf.MakeGenericMethod(type.GetGenericArguments()[0]), call);
        if (IsValueTaskOf(type))
            return Expression.Call(FromValueTaskOf.MakeGenericMethod(type.GetGenericArguments()[0]), call);
        if (type == typeof(Task))
            return Expression.Call(FromTask, call);
        if (type == typeof(ValueTask))
            return Expression.Call(FromValueTask, call);
        return Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object)));
    }

    private static bool IsTaskOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>);

    private static bool IsValueTaskOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);

    private static MethodInfo Own(string name) => typeof(MethodCompiler).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static async ValueTask<object?> AwaitTask(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> AwaitTaskOf<T>(Task<T> task) => await task;

    private static async ValueTask<object?> AwaitValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> AwaitValueTaskOf<T>(ValueTask<T> task) => await task;
}
