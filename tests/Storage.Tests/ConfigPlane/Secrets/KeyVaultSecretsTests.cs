using DataHound.Storage.ConfigPlane.Secrets;

namespace Storage.Tests.ConfigPlane.Secrets;

public sealed class KeyVaultSecretsTests : IAsyncLifetime
{
    private FakeKeyVault _vault = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _vault = await FakeKeyVault.StartAsync();

    [Fact]
    public async Task A_secret_is_read_under_its_name_with_hyphens()
    {
        _vault.Secrets["crm-key"] = "hush";
        (await new KeyVaultSecrets(_vault.Client()).FindAsync("crm_key", Token)).ShouldBe("hush");
    }

    [Fact]
    public async Task A_secret_that_the_vault_does_not_have_is_none() =>
        (await new KeyVaultSecrets(_vault.Client()).FindAsync("no-such", Token)).ShouldBeNull();

    [Fact]
    public async Task A_busy_vault_is_asked_again()
    {
        _vault.Secrets["key"] = "hush";
        _vault.BeBusy(2);
        (await new KeyVaultSecrets(_vault.Client()).FindAsync("key", Token)).ShouldBe("hush");
    }

    [Fact]
    public async Task A_vault_that_refuses_is_told_from_one_that_does_not_answer()
    {
        _vault.Forbidden["key"] = true;
        var secrets = new KeyVaultSecrets(_vault.Client());
        (await Should.ThrowAsync<SecretSourceException>(() => secrets.FindAsync("key", Token))).Message.ShouldBe("the key vault does not let this app read it");
        _vault.BeBusy(100);
        (await Should.ThrowAsync<SecretSourceException>(() => secrets.FindAsync("key", Token))).Message.ShouldBe("the key vault does not answer");
    }

    public ValueTask DisposeAsync() => _vault.DisposeAsync();
}
