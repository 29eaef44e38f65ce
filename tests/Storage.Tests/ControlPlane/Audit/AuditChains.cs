using DataHound.Storage.ControlPlane.Audit;

namespace Storage.Tests.ControlPlane.Audit;

/// <summary>Short ways to the check of a chain.</summary>
internal static class AuditChains
{
    public static async Task<AuditChainState> VerifyAsync(this StorageHouse house, string company) =>
        (await house.Get<IAuditLog>().VerifyAsync(company, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
}
