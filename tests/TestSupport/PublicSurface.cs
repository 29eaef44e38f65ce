using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TestSupport;

/// <summary>
/// What other rooms can see of an assembly is a decision: a file PublicSurface.txt beside the tests lists it. After a wanted change run the
/// test once with the environment variable UPDATE_PUBLIC_SURFACE set, and review the difference.
/// </summary>
public static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The surface as it is, and as it was written down.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="file">The test's own file, beside which the list lies.</param>
    public static (string Actual, string Written) Compare(Assembly assembly, [CallerFilePath] string file = "")
    {
        var list = Path.Combine(Path.GetDirectoryName(file) ?? string.Empty, "PublicSurface.txt");
        var actual = string.Join('\n', Lines(assembly)) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_SURFACE") is not null)
        {
            File.WriteAllText(list, actual);
        }

        return (actual, File.ReadAllText(list));
    }

    private static IEnumerable<string> Lines(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from line in Members(type).Prepend($"{Kind(type)} {type.FullName}")
        orderby type.FullName!.ToUpperInvariant()
        select line;

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"  {name} = {Convert.ToInt32(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        }

        var members = type.GetMembers(Declared).Where(member => member switch
        {
            MethodBase { IsSpecialName: true } and not ConstructorInfo => false,
            ConstructorInfo => type.BaseType != typeof(MulticastDelegate),
            MethodInfo method => type.BaseType == typeof(MulticastDelegate) ? method.Name == "Invoke" : method.GetCustomAttribute<CompilerGeneratedAttribute>() is null,
            _ => true,
        });
        return members.Select(member => $"  {member}{Writable(member)}").Order(StringComparer.Ordinal);
    }

    private static string Writable(MemberInfo member) => member is PropertyInfo { SetMethod.IsPublic: true } ? " { set; }" : string.Empty;

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.BaseType == typeof(MulticastDelegate) ? "delegate" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : "class";
}
