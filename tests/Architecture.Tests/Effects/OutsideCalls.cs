using System.Reflection;
using System.Runtime.CompilerServices;
using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Architecture.Tests.Effects;

/// <summary>Finds methods that can change something in an outside system and hold no claim to an effect.</summary>
internal static class OutsideCalls
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Types through which a program reaches other programs, and the methods of theirs that only read.</summary>
    private static readonly Dictionary<string, string[]> Senders = new(StringComparer.Ordinal)
    {
        ["System.Net.Http.HttpClient"] = ["GetAsync", "GetStringAsync", "GetStreamAsync", "GetByteArrayAsync", "CancelPendingRequests"],
        ["System.Net.Http.HttpMessageInvoker"] = [],
        ["System.Net.Http.Json.HttpClientJsonExtensions"] = ["GetFromJsonAsync", "GetFromJsonAsAsyncEnumerable"],
        ["System.Net.Mail.SmtpClient"] = [],
        ["System.Net.Sockets.TcpClient"] = [],
        ["System.Net.Sockets.Socket"] = [],
        ["System.Net.Sockets.NetworkStream"] = [],
        ["System.Net.WebSockets.ClientWebSocket"] = [],
        ["System.Diagnostics.Process"] = [],
    };

    public static IEnumerable<string> WithoutClaim(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All))
        where !HoldsClaim(method) && !IsHarmless(method)
        from called in InstructionReader.Calls(method)
        where Sends(called)
        select $"{type.FullName}.{method.Name} calls {called.DeclaringType!.Name}.{called.Name}";

    /// <summary>A method holds a claim when it is given one, or when its compiled form (state machine, closure) carries one.</summary>
    private static bool HoldsClaim(MethodBase method) =>
        method.GetParameters().Any(parameter => parameter.ParameterType == typeof(EffectClaim))
        || Enclosing(method.DeclaringType).Any(type => IsGenerated(type) && type.GetFields(All).Any(field => field.FieldType == typeof(EffectClaim)));

    private static bool IsHarmless(MethodBase method)
    {
        if (Says(method))
            return true;

        // A generated method or type is named after the method it was made from: <Name>d__1, <Name>b__0.
        var origin = IsGenerated(method.DeclaringType) || method.Name.StartsWith('<') ? Origin(method) : null;
        return Enclosing(method.DeclaringType).Any(type => Says(type) || (origin is not null && type.GetMethods(All).Any(other => other.Name == origin && Says(other))));
    }

    private static bool Says(MemberInfo member) => member.GetCustomAttribute<ChangesNothingAttribute>() is { Reason.Length: > 0 };

    private static string? Origin(MethodBase method)
    {
        var name = method.Name.StartsWith('<') ? method.Name : method.DeclaringType!.Name;
        var end = name.IndexOf('>', StringComparison.Ordinal);
        return end > 1 ? name[1..end] : null;
    }

    private static IEnumerable<Type> Enclosing(Type? type)
    {
        for (; type is not null; type = type.DeclaringType)
            yield return type;
    }

    private static bool IsGenerated(Type? type) => type?.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;

    private static bool Sends(MethodBase called)
    {
        for (var type = called.DeclaringType; type is not null; type = type.BaseType)
        {
            if (Senders.TryGetValue(type.FullName ?? "", out var reads))
                return !called.IsConstructor && !called.IsSpecialName && called.Name is not ("Dispose" or "DisposeAsync") && !reads.Contains(called.Name, StringComparer.Ordinal);
        }

        return false;
    }
}
