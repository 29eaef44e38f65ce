using System.Text;
using DataHound.Domain.Addresses;
using DataHound.Domain.Profiles;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Events;
using DuckDb;

namespace DataHound.Storage.Profiles;

/// <summary>The rules of addresses and profiles as SQL functions.</summary>
public sealed class ProfileFunctions : ISqlFunctions
{
    private const int StackLimit = 512;

    /// <inheritdoc/>
    public IEnumerable<DuckScalarFunction> Functions =>
    [
        DuckScalarFunction.From("normalize_address", NormalizeAddress),
        SqlRules.Of("are_alike", [DuckType.Varchar, DuckType.Varchar], DuckType.Boolean, AreAlike),
        SqlRules.OfNullable("recency_score", [DuckType.Integer], DuckType.Integer, RecencyScore),
        SqlRules.Of("frequency_score", [DuckType.BigInt], DuckType.Integer, FrequencyScore),
        SqlRules.Of("monetary_score", [SqlRules.Money], DuckType.Integer, MonetaryScore),
        SqlRules.OfNullable("customer_tier", [DuckType.Integer], DuckType.Varchar, Tier),
        SqlRules.Of("quintile_segment", [DuckType.Integer, DuckType.Integer], DuckType.Varchar, Segment),
        SqlRules.OfTexts("profile_id", 2, parts => ProfileIdentity.Of(parts[0], parts[1])),
    ];

    // Street, then the unit if there is one.
    private static bool NormalizeAddress(ReadOnlySpan<byte> text, Utf8ListBuilder output)
    {
        Span<char> letters = text.Length <= StackLimit ? stackalloc char[StackLimit] : new char[text.Length];
        if (AddressNormalizer.Normalize(letters[..Encoding.UTF8.GetChars(text, letters)]) is not { } address)
            return false;
        Add(output, address.Street);
        if (address.Unit is not null)
            Add(output, address.Unit);
        return true;
    }

    // A normalised address has no letters but A to Z.
    private static void Add(Utf8ListBuilder output, string text)
    {
        Span<byte> bytes = text.Length <= StackLimit ? stackalloc byte[StackLimit] : new byte[text.Length];
        output.Add(bytes[..Encoding.ASCII.GetBytes(text, bytes)]);
    }

    private static void AreAlike(in DuckChunk input, int row, ref DuckVectorWriter output) =>
        output.SetBoolean(row, AddressSimilarity.AreAlike(input.Column(0).String(row), input.Column(1).String(row)));

    private static void RecencyScore(in DuckChunk input, int row, ref DuckVectorWriter output)
    {
        var days = input.Column(0);
        output.SetInt64(row, RfmScores.OfRecency(days.IsNull(row) ? null : (int)days.Int64(row)));
    }

    private static void FrequencyScore(in DuckChunk input, int row, ref DuckVectorWriter output) => output.SetInt64(row, RfmScores.OfFrequency(input.Column(0).Int64(row)));

    private static void MonetaryScore(in DuckChunk input, int row, ref DuckVectorWriter output) => output.SetInt64(row, RfmScores.OfMonetary(input.Column(0).Decimal(row)));

    private static void Tier(in DuckChunk input, int row, ref DuckVectorWriter output)
    {
        var sums = input.Column(0);
        output.SetString(row, CustomerTiers.Of(sums.IsNull(row) ? null : (int)sums.Int64(row)));
    }

    private static void Segment(in DuckChunk input, int row, ref DuckVectorWriter output) =>
        output.SetString(row, QuintileSegments.Of((int)input.Column(0).Int64(row), (int)input.Column(1).Int64(row)));
}
