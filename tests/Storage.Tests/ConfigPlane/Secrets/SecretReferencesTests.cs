using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Secrets;

namespace Storage.Tests.ConfigPlane.Secrets;

public sealed class SecretReferencesTests
{
    [Theory]
    [InlineData("""{"channels": [{"token": "abc"}]}""", "$.channels[0].token")]
    [InlineData("""{"smtp": {"smtp_password": "abc"}}""", "$.smtp.smtp_password")]
    [InlineData("""{"client_secret": "abc"}""", "$.client_secret")]
    public void A_secret_in_plain_text_is_found(string body, string path) =>
        SecretReferences.PlainSecrets(JsonNode.Parse(body)).ShouldHaveSingleItem().Path.ShouldBe(path);

    [Theory]
    [InlineData("""{"token": {"secret": "crm"}}""")]
    [InlineData("""{"key": "job_id", "tokens_per_minute": 5}""")]
    public void References_and_other_fields_are_none(string body) => SecretReferences.PlainSecrets(JsonNode.Parse(body)).ShouldBeEmpty();
}
