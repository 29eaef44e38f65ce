using DataHound.Connectors;
using DataHound.Connectors.Email;
using DataHound.Connectors.Log;
using DataHound.Connectors.Outbound;
using DataHound.Connectors.Slack;
using DataHound.Connectors.Teams;
using DataHound.Connectors.Telegram;
using DataHound.Connectors.Webhook;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DataHound.Functions.Notifications;

/// <summary>Puts what delivers notifications into a container.</summary>
internal static class NotificationServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Outbound(configuration));
        services.AddOptions<NotificationOptions>().Bind(configuration.GetSection("DataHound:Notifications"))
            .Validate(options => options.IsValid(), "DataHound:Notifications has a number that cannot be used; see docs/configuration.md.").ValidateOnStart();
        services.AddSingleton<OutboundHttp>();
        services.AddSingleton<INotificationChannel, LogChannel>();
        services.AddSingleton<INotificationChannel, WebhookChannel>();
        services.AddSingleton<INotificationChannel, SlackChannel>();
        services.AddSingleton<INotificationChannel, TeamsChannel>();
        services.AddSingleton<INotificationChannel, EmailChannel>();
        services.AddSingleton<INotificationChannel, TelegramChannel>();
        services.AddSingleton<NotificationSender>();
        services.AddSingleton<NotificationRound>();
        return services;
    }

    private static OutboundOptions Outbound(IConfiguration configuration)
    {
        var options = configuration.GetSection("DataHound:Outbound").Get<OutboundOptions>() ?? new OutboundOptions();
        return options.Problem() is { } problem ? throw new InvalidOperationException(problem) : options;
    }
}
