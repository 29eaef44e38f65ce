using DataHound.Domain.Companies;
using DataHound.Domain.Events;
using DataHound.Domain.Notifications;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Domain.Reviews;
using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Storage.ConfigPlane.Schemas;

/// <summary>The record behind each kind of document.</summary>
internal static class ConfigShapes
{
    /// <summary>The record's type.</summary>
    public static Type Of(string kind) => kind switch
    {
        ConfigKinds.Global => typeof(GlobalConfig),
        ConfigKinds.Company => typeof(CompanyDocument),
        ConfigKinds.Pipeline => typeof(PipelineDefinition),
        ConfigKinds.Extraction => typeof(ExtractionConfig),
        ConfigKinds.Events or ConfigKinds.EventDefaults => typeof(EventConfig),
        ConfigKinds.Reviews => typeof(ReviewConfig),
        ConfigKinds.Features => typeof(FeatureConfig),
        ConfigKinds.Notifications or ConfigKinds.NotificationDefaults => typeof(NotificationRules),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No record is known for this kind."),
    };
}
