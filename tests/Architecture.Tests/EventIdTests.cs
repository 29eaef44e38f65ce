using System.Reflection;
using Microsoft.Extensions.Logging;

namespace DataHound.Architecture.Tests;

public sealed class EventIdTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void An_event_id_stands_for_one_message()
    {
        var messages = (
            from name in (string[])["DataHound.Storage", "DataHound.Connectors", "DataHound.Functions"]
            from type in Assembly.Load(name).GetTypes()
            from method in type.GetMethods(Any)
            let message = method.GetCustomAttribute<LoggerMessageAttribute>()
            where message is not null
            select (message.EventId, Name: $"{type.Name}.{method.Name}")).ToList();

        messages.Count.ShouldBeGreaterThan(10);
        messages.Where(message => message.EventId <= 0).ShouldBeEmpty();
        messages.GroupBy(message => message.EventId).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(message => message.Name))}").ShouldBeEmpty();
    }
}
