using DataHound.Functions.Companies;
using DataHound.Functions.MasterData;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.Quality.Parity;

namespace DataHound.Functions.Quality;

/// <summary>What a request for a comparison names.</summary>
/// <param name="From">The first version.</param>
/// <param name="To">The second version.</param>
/// <param name="Request">How they are to be compared.</param>
internal sealed record ParityInput(DatasetVersion From, DatasetVersion To, ParityRequest Request)
{
    private const int MostSamples = 100;

    /// <summary>Reads <c>from</c>, <c>to</c> (default the current version), <c>key</c> (columns with commas between), <c>samples</c> and <c>column</c>.</summary>
    public static async Task<ParityInput> ReadAsync(
        HttpRequest request, string company, string dataset, DatasetLookup lookup, ICompanyConfigs configs, CancellationToken cancellationToken)
    {
        await configs.RequireAsync(company, cancellationToken);
        var from = request.Text("from")
            ?? throw new UserErrorException("parity_incomplete", "The query parameter from is missing.", "Send from=v000001 and, for another than the current version, to=v000002.");
        return new ParityInput(
            await lookup.RequireReadableAsync(company, dataset, from, cancellationToken),
            await lookup.RequireReadableAsync(company, dataset, request.Text("to"), cancellationToken),
            new ParityRequest
            {
                Key = request.Text("key")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList() ?? [],
                Samples = request.Number("samples", 0, MostSamples, new ParityRequest().Samples),
                Column = request.Text("column"),
            });
    }
}
