using System.Text;
using DataHound.Connectors.GitHub;

namespace DataHound.Connectors.Tests.GitHub;

public sealed class GitHubSignatureTests
{
    // The example of GitHub's documentation, "Validating webhook deliveries".
    private const string Secret = "It's a Secret to Everybody";
    private const string Signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("Hello, World!");

    [Fact]
    public void The_documented_example_is_valid() => GitHubSignature.IsValid(Secret, Body, Signature).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18")]
    public void Any_other_signature_is_not(string signature) => GitHubSignature.IsValid(Secret, Body, signature).ShouldBeFalse();

    [Fact]
    public void Another_body_is_not() => GitHubSignature.IsValid(Secret, Encoding.UTF8.GetBytes("Hello, world!"), Signature).ShouldBeFalse();
}
