using System.Reflection;
using DataHound.Connectors.Outbound;
using DataHound.Domain.Notifications;
using DataHound.Storage.ConfigPlane.Secrets;
using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Connectors.Tests;

/// <summary>What every test of a channel needs: a claim, a message, secrets, and settings that allow the own machine.</summary>
internal static class Sending
{
    public static OutboundOptions Local { get; } = new() { AllowHttp = true, AllowPrivateAddresses = true };

    public static OutboundHttp Http(OutboundOptions? options = null) => new(options ?? Local, TimeProvider.System);

    /// <summary>A claim as the helper for effects would give out; nothing here is worth a database.</summary>
    public static EffectClaim Claim() =>
        (EffectClaim)Activator.CreateInstance(typeof(EffectClaim), BindingFlags.Instance | BindingFlags.NonPublic, binder: null, ["notification", "key", Guid.NewGuid(), 1], culture: null)!;

    public static ISecretReader Secrets(params IReadOnlyList<(string Name, string Value)> values) => new FixedSecrets(values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));

    public static OutgoingNotification To(ChannelRules rules, string title = "Run of acme failed", string text = "It says <b> & more.", string? target = null) => new()
    {
        Id = Guid.NewGuid(),
        Rules = rules,
        Target = target ?? rules.Targets[0],
        Message = new NotificationMessage
        {
            Kind = "run_failed", Severity = NoticeSeverity.Error, Type = NotificationType.Failed, Title = title, Text = text, Company = "acme", Subject = "run:acme:main", TaskId = "run-1",
            At = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["error_code"] = "unit_failed" },
        },
    };

    public static SecretReference Secret(string name) => new() { Secret = name };

    private sealed class FixedSecrets(IReadOnlyDictionary<string, string> values) : ISecretReader
    {
        public Task<string?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(values.GetValueOrDefault(name));
    }
}
