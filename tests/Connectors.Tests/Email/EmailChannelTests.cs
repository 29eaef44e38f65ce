using System.Net;
using System.Text;
using DataHound.Connectors.Email;
using DataHound.Connectors.Outbound;
using DataHound.Domain.Notifications;
using Fakes;

namespace DataHound.Connectors.Tests.Email;

public sealed class EmailChannelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_dialogue_hands_over_one_message()
    {
        await using var server = new FakeMailServer();
        var notification = Sending.To(Rules(server), "Lauf fehlgeschlagen: Straße 😀 und noch ein langer Titel, der mehrere Wörter braucht", "Zeile eins\n.\nZeile drei");
        (await Channel().SendAsync(Sending.Claim(), notification, Token)).ShouldBe(SendResult.Sent($"<{notification.Id:N}@example.com>"));
        server.Commands.ShouldBe(["EHLO example.com", "MAIL FROM:<hound@example.com>", "RCPT TO:<ops@example.com>", "DATA", "QUIT"]);
        var (headers, body) = Split(server.Messages.ShouldHaveSingleItem());
        body.ShouldStartWith("Zeile eins\n.\nZeile drei");
        headers["To"].ShouldBe("<ops@example.com>");
        headers["Message-ID"].ShouldBe($"<{notification.Id:N}@example.com>");
        Decode(headers["Subject"]).ShouldBe(notification.Message.Title);
        server.Messages.Single().Split("\r\n").ShouldAllBe(line => line.Length <= 78 && line.All(character => character < 128));
    }

    [Fact]
    public async Task A_title_cannot_begin_another_header()
    {
        await using var server = new FakeMailServer();
        await Channel().SendAsync(Sending.Claim(), Sending.To(Rules(server), "Hello\r\nBcc: <thief@example.org>\r\n\r\nBody"), Token);
        var (headers, _) = Split(server.Messages.ShouldHaveSingleItem());
        headers.Keys.ShouldNotContain("Bcc");
        server.Commands.Count(command => command.StartsWith("RCPT")).ShouldBe(1);
    }

    [Theory]
    [InlineData("RCPT", "550 no such user", SendOutcome.Refused, "smtp_550")]
    [InlineData("RCPT", "450 try later", SendOutcome.Failed, "smtp_450")]
    [InlineData("MAIL", "552 full", SendOutcome.Refused, "smtp_552")]
    [InlineData("EHLO", "421 closing", SendOutcome.Failed, "smtp_421")]
    [InlineData(".", "554 spam", SendOutcome.Refused, "smtp_554")]
    [InlineData(".", "451 greylisted", SendOutcome.Failed, "smtp_451")]
    [InlineData("EHLO", "hello yourself", SendOutcome.Failed, "connection_lost")]
    public async Task A_server_that_balks_is_understood(string at, string answer, SendOutcome outcome, string code)
    {
        await using var server = new FakeMailServer();
        server.Answers[at] = answer;
        (await Channel().SendAsync(Sending.Claim(), Sending.To(Rules(server)), Token)).ShouldBe(SendResult.Not(outcome, code));
    }

    [Fact]
    public async Task A_server_that_breaks_off_after_the_message_leaves_it_unknown()
    {
        await using var server = new FakeMailServer { BreaksOffAfterMessage = true };
        (await Channel().SendAsync(Sending.Claim(), Sending.To(Rules(server)), Token)).ShouldBe(SendResult.Not(SendOutcome.Unknown, "connection_lost"));
        server.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_farewell_that_fails_changes_nothing()
    {
        await using var server = new FakeMailServer();
        server.Answers["QUIT"] = "500 what";
        (await Channel().SendAsync(Sending.Claim(), Sending.To(Rules(server)), Token)).Outcome.ShouldBe(SendOutcome.Sent);
    }

    [Fact]
    public async Task A_server_that_does_not_offer_encryption_gets_neither_password_nor_message()
    {
        await using var server = new FakeMailServer();
        var rules = Rules(server) with { Security = EmailChannelRules.StartTls, User = "me", Password = Sending.Secret("smtp") };
        (await Channel().SendAsync(Sending.Claim(), Sending.To(rules), Token)).ShouldBe(SendResult.Not(SendOutcome.Refused, "starttls_not_offered"));
        server.Commands.ShouldBe(["EHLO example.com"]);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        await using var server = new FakeMailServer { OffersStartTls = true };
        var rules = Rules(server) with { Security = EmailChannelRules.StartTls, User = "me", Password = Sending.Secret("smtp") };
        (await Channel().SendAsync(Sending.Claim(), Sending.To(rules), Token)).ShouldBe(SendResult.Not(SendOutcome.Failed, "tls_failed"));
        server.Commands.ShouldNotContain(command => command.StartsWith("AUTH"));
    }

    [Theory]
    [InlineData(EmailChannelRules.StartTls, "PLAIN LOGIN", "AUTH PLAIN")]
    [InlineData(EmailChannelRules.StartTls, "LOGIN XOAUTH2", "AUTH LOGIN")]
    [InlineData(EmailChannelRules.Tls, "PLAIN", "AUTH PLAIN")]
    public async Task A_server_whose_certificate_the_settings_trust_gets_password_and_message_encrypted(string security, string offered, string used)
    {
        await using var server = new FakeMailServer { OffersStartTls = security is EmailChannelRules.StartTls, StartsWithTls = security is EmailChannelRules.Tls, SignIn = offered, Account = ("me", "hush") };
        var rules = Rules(server) with { Security = security, User = "me", Password = Sending.Secret("smtp") };
        (await SendTrustingAsync(server, rules)).Outcome.ShouldBe(SendOutcome.Sent);
        server.SignedIn.ShouldBe(["me"]);
        server.Commands.ShouldContain(command => command.StartsWith(used, StringComparison.Ordinal));
        server.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_trusted_certificate_of_another_name_is_not_taken()
    {
        await using var server = new FakeMailServer { OffersStartTls = true, CertifiedAddress = IPAddress.Parse("192.0.2.1") };
        (await SendTrustingAsync(server, Rules(server) with { Security = EmailChannelRules.StartTls })).ShouldBe(SendResult.Not(SendOutcome.Failed, "tls_failed"));
        server.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_password_is_refused_for_good_and_a_server_without_a_way_to_sign_in_gets_none()
    {
        await using var server = new FakeMailServer { OffersStartTls = true, Account = ("me", "other") };
        var rules = Rules(server) with { Security = EmailChannelRules.StartTls, User = "me", Password = Sending.Secret("smtp") };
        (await SendTrustingAsync(server, rules)).ShouldBe(SendResult.Not(SendOutcome.Refused, "smtp_535"));
        await using var mute = new FakeMailServer { OffersStartTls = true, SignIn = "" };
        (await SendTrustingAsync(mute, rules with { Port = mute.Port })).ShouldBe(SendResult.Not(SendOutcome.Refused, "auth_not_offered"));
        mute.Commands.ShouldNotContain(command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "without a certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be read")]
    [InlineData(null, "cannot be read")]
    public async Task A_file_of_certificates_that_cannot_be_used_is_a_wrong_setting(string? content, string expected)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pem");
        if (content is not null)
            await File.WriteAllTextAsync(file, content, Token);
        new OutboundOptions { TrustedCertificates = file }.Problem().ShouldNotBeNull().ShouldContain(expected);
        File.Delete(file);
        new OutboundOptions().Problem().ShouldBeNull();
    }

    [Fact]
    public async Task A_private_server_is_refused_unless_it_is_allowed_and_a_missing_password_skips()
    {
        await using var server = new FakeMailServer();
        (await new EmailChannel(new OutboundOptions(), Sending.Secrets(), TimeProvider.System).SendAsync(Sending.Claim(), Sending.To(Rules(server)), Token))
            .ShouldBe(SendResult.Not(SendOutcome.Refused, "address_forbidden"));
        var rules = Rules(server) with { Security = EmailChannelRules.StartTls, User = "me", Password = Sending.Secret("nowhere") };
        (await Channel().SendAsync(Sending.Claim(), Sending.To(rules), Token)).ShouldBe(SendResult.Not(SendOutcome.Skipped, "secret_missing"));
        server.Commands.ShouldBeEmpty();
    }

    private static EmailChannelRules Rules(FakeMailServer server) =>
        new() { Host = "127.0.0.1", Port = server.Port, Security = EmailChannelRules.Plain, From = "hound@example.com", To = ["ops@example.com"] };

    private static async Task<SendResult> SendTrustingAsync(FakeMailServer server, EmailChannelRules rules)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(file, server.CertificatePem, Token);
        var options = Sending.Local with { TrustedCertificates = file };
        options.Problem().ShouldBeNull();
        var result = await new EmailChannel(options, Sending.Secrets(("smtp", "hush")), TimeProvider.System).SendAsync(Sending.Claim(), Sending.To(rules), Token);
        File.Delete(file);
        return result;
    }

    private static EmailChannel Channel() => new(Sending.Local, Sending.Secrets(("smtp", "hush")), TimeProvider.System);

    private static (Dictionary<string, string> Headers, string Body) Split(string message)
    {
        var end = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = message[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Select(line => line.Split(": ", 2)).ToDictionary(header => header[0], header => header[1], StringComparer.Ordinal);
        return (headers, Encoding.UTF8.GetString(Convert.FromBase64String(message[end..].Replace("\r\n", "", StringComparison.Ordinal))));
    }

    private static string Decode(string words) => string.Concat(words.Split(' ').Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^2]))));
}
