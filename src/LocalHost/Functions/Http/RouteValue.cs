using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalHost.Functions.Http;

/// <summary>Reads values of the route as the types of parameters.</summary>
internal static class RouteValue
{
    private static readonly MethodInfo ParseOf = typeof(RouteValue).GetMethod(nameof(ParseValue), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo ParseEnumOf = typeof(RouteValue).GetMethod(nameof(ParseEnum), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>How a type is read from text; null when it is not one that can.</summary>
    public static Func<string, object?>? Parser(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
            return text => text;
        if (plain.IsEnum)
            return ParseEnumOf.MakeGenericMethod(plain).CreateDelegate<Func<string, object?>>();
        bool isParsable = plain.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>) && i.GetGenericArguments()[0] == plain);
        return isParsable ? ParseOf.MakeGenericMethod(plain).CreateDelegate<Func<string, object?>>() : null;
    }

    /// <summary>The value of a name in the route; the fallback when an optional one is absent.</summary>
    /// <exception cref="BadHttpRequestException">The text is not a value of the type.</exception>
    public static object? Read(HttpContext context, string name, Func<string, object?> parse, object? fallback)
    {
        if (context.GetRouteValue(name) is not { } value)
            return fallback;
        return parse(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
            ?? throw new BadHttpRequestException($"The value of '{name}' in the address is not valid.", StatusCodes.Status400BadRequest);
    }

    private static object? ParseValue<T>(string text)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out T? value) ? value : null;

    private static object? ParseEnum<T>(string text)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) ? value : null;
}
