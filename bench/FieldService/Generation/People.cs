using System.Text;

namespace DataHound.Bench.FieldService.Generation;

/// <summary>Invents customers and their addresses.</summary>
internal sealed class People(Chance chance)
{
    private static readonly byte[][] Cities = [.. Vocabulary.Cities.Select(Encoding.UTF8.GetBytes)];

    private long _lastLocation = 880_000;

    public Customer Next(int index)
    {
        var first = chance.Pick(Vocabulary.FirstNames);
        var last = chance.Pick(Vocabulary.LastNames);
        return new Customer
        {
            Index = index,
            Name = Encoding.UTF8.GetBytes($"{first} {last}"),
            MailName = Encoding.UTF8.GetBytes(string.Concat(first, last).ToLowerInvariant()),
            Phone = Phone.First(index),
            OtherPhone = chance.Once(2_000) ? Phone.Second(index) : null,
            Home = NextPlace(),
            Second = chance.Once(400) ? NextPlace() : null,
        };
    }

    /// <summary>An address that is no customer's, but for chance.</summary>
    public byte[] Elsewhere() => Street();

    private Place NextPlace() => new()
    {
        LocationId = ++_lastLocation,
        Street = Street(),
        City = chance.Pick(Cities),
        Zip = 78_701 + chance.Below(58),
    };

    private byte[] Street()
    {
        var unit = chance.Once(800) ? $" UNIT {chance.Between(1, 40)}" : "";
        return Encoding.UTF8.GetBytes($"{chance.Between(100, 19_999)} {chance.Pick(Vocabulary.StreetNames)} {chance.Pick(Vocabulary.StreetKinds)}{unit}");
    }
}
