using System.Text;
using DataHound.Domain.Observability;
using DataHound.Functions.Observability;
using DataHound.Storage.ControlPlane.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace DataHound.Functions.Tests.Observability;

public sealed class SettleEffectTests
{
    private readonly IEffects _effects = Substitute.For<IEffects>();

    [Fact]
    public async Task What_happened_is_settled_with_the_provider_s_id_and_who_found_out()
    {
        _effects.SettleAsync("mail", "7", new EffectAnswer { ProviderId = "m-1" }, Arg.Is<Initiator>(by => by.Actor == "ann" && by.Reason == "seen"), Arg.Any<CancellationToken>()).Returns(true);
        (await StatusAsync("""{"scope": "mail", "key": "7", "happened": true, "reason": "seen", "providerId": "m-1", "by": "ann"}""")).ShouldBe(200);
    }

    [Fact]
    public async Task What_did_not_happen_frees_the_key()
    {
        _effects.SettleAsync("mail", "7", null, Arg.Any<Initiator>(), Arg.Any<CancellationToken>()).Returns(true);
        (await StatusAsync("""{"scope": "mail", "key": "7", "happened": false, "reason": "not in the mailbox"}""")).ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"scope": "mail", "key": "8", "happened": true, "reason": "seen"}""", 404)]
    [InlineData("""{"scope": "mail", "key": "7", "happened": true, "reason": " "}""", 400)]
    [InlineData("""{"scope": "mail"}""", 400)]
    public async Task What_cannot_be_settled_is_explained(string body, int status) => (await StatusAsync(body)).ShouldBe(status);

    private async Task<int?> StatusAsync(string body)
    {
        var http = new DefaultHttpContext { Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
        return ((ContentResult)await new SettleEffect(_effects, NullLogger<SettleEffect>.Instance).RunAsync(http.Request, CancellationToken.None)).StatusCode;
    }
}
