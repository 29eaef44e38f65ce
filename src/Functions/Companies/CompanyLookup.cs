using DataHound.Domain.Companies;
using DataHound.Storage.ConfigPlane;

namespace DataHound.Functions.Companies;

/// <summary>Finds the company that a request names.</summary>
internal static class CompanyLookup
{
    /// <summary>The company of that slug.</summary>
    /// <exception cref="UserErrorException"><c>company_unknown</c>.</exception>
    public static async Task<Company> RequireAsync(this ICompanyConfigs configs, string company, CancellationToken cancellationToken) =>
        await configs.FindCompanyAsync(company, cancellationToken)
            ?? throw new UserErrorException("company_unknown", $"There is no company '{company}'.", "List the companies with GET /api/v1/companies, or add its configuration with PUT /api/v1/companies/{company}/config/extraction.");
}
