using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DuckDb.Tests;

/// <summary>
/// What other rooms can see is a decision: PublicSurface.txt lists it. After a wanted change run the test once with the environment variable
/// UPDATE_PUBLIC_SURFACE set, and review the difference.
/// </summary>
public class PublicSurfaceTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_public_surface_is_the_one_written_down()
    {
        var actual = string.Join('\n', Lines()) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_SURFACE") is not null)
        {
            File.WriteAllText(Path.Combine(SourceFolder(), "PublicSurface.txt"), actual);
        }

        actual.ShouldBe(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicSurface.txt")));
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static IEnumerable<string> Lines() =>
        from type in typeof(DuckDatabase).Assembly.GetExportedTypes()
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
