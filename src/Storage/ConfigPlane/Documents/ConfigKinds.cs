namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>The kinds of config documents.</summary>
public static class ConfigKinds
{
    /// <summary>What holds for all companies; one document.</summary>
    public const string Global = "global";

    /// <summary>A company; named by its slug.</summary>
    public const string Company = "company";

    /// <summary>A pipeline's stages; named by the pipeline.</summary>
    public const string Pipeline = "pipeline";

    /// <summary>How a company's exports are read; named by the company.</summary>
    public const string Extraction = "extraction";

    /// <summary>A company's event rules; named by the company.</summary>
    public const string Events = "events";

    /// <summary>Event rules under those of every company; one document.</summary>
    public const string EventDefaults = "event-defaults";

    /// <summary>Which features are on; one document.</summary>
    public const string Features = "features";

    /// <summary>Who is told what about a company; named by the company.</summary>
    public const string Notifications = "notifications";

    /// <summary>Who is told what in the house; one document, beside those of the companies.</summary>
    public const string NotificationDefaults = "notification-defaults";

    /// <summary>Which pull requests have review gates; one document.</summary>
    public const string Reviews = "reviews";

    /// <summary>The name of the only document of a kind.</summary>
    public const string OnlyName = "default";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = [Global, Company, Pipeline, Extraction, Events, EventDefaults, Features, Notifications, NotificationDefaults, Reviews];

    /// <summary>Whether documents of a kind are named by the company they are for.</summary>
    public static bool BelongsToCompany(string kind) => kind is Company or Extraction or Events or Notifications;

    /// <summary>Whether a kind has one document only, named <see cref="OnlyName"/>.</summary>
    public static bool HasOneDocument(string kind) => kind is Global or EventDefaults or Features or NotificationDefaults or Reviews;

    /// <summary>Whether secrets of a kind stay references when its documents are read: they are looked up when they are used.</summary>
    public static bool KeepsReferences(string kind) => kind is Notifications or NotificationDefaults;
}
