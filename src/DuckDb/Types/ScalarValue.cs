using System.Globalization;

namespace DuckDb;

/// <summary>Turns one boxed value into the type a caller asks for, without losing anything silently.</summary>
internal static class ScalarValue
{
    internal static T Convert<T>(object? value)
    {
        if (value is T same)
        {
            return same;
        }

        var target = Nullable.GetUnderlyingType(typeof(T));
        if (value is null)
        {
            return target is null && typeof(T).IsValueType
                ? throw new InvalidCastException($"The query gave NULL, which {typeof(T).Name} cannot hold: ask for {typeof(T).Name}?.")
                : default!;
        }

        return (T)ConvertNumber(value, target ?? typeof(T));
    }

    private static object ConvertNumber(object value, Type target)
    {
        try
        {
            if (value is Int128 wide)
            {
                return Type.GetTypeCode(target) switch
                {
                    TypeCode.Int32 => (object)checked((int)wide),
                    TypeCode.Int64 => checked((long)wide),
                    TypeCode.UInt64 => checked((ulong)wide),
                    TypeCode.Decimal => checked((decimal)wide),
                    _ => throw Refused(value, target),
                };
            }

            // Between integers and up to wider types only: a fraction is never rounded off, a text never parsed.
            var exact = value is sbyte or short or int or long or byte or ushort or uint or ulong
                ? target != typeof(string) && target != typeof(bool)
                : (value is float && target == typeof(double));
            return exact && value is IConvertible ? System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture) : throw Refused(value, target);
        }
        catch (OverflowException)
        {
            throw new DuckDbException(DuckErrorKind.OutOfRange, $"The query's value does not fit into {target.Name}.");
        }
    }

    private static InvalidCastException Refused(object value, Type target) =>
        new($"The query gave a {value.GetType().Name}, which is not read as {target.Name}: cast it in SQL.");
}
