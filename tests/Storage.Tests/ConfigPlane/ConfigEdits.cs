using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane.Documents;

namespace Storage.Tests.ConfigPlane;

/// <summary>Edits of config documents, as somebody makes them.</summary>
internal static class ConfigEdits
{
    public static ConfigEdit Of(string kind, string name, string content, string? comment = null) =>
        new() { Kind = kind, Name = name, Content = content, By = new Initiator("somebody", Reason: comment) };
}
