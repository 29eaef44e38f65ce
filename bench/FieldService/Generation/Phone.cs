using System.Runtime.InteropServices;

namespace DataHound.Bench.FieldService.Generation;

/// <summary>An invented telephone number: the exchange is always 555.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Phone(int Area, int Line)
{
    public int Exchange => 555;

    /// <summary>A number that no other customer of the delivery has as its first.</summary>
    public static Phone First(int customer) => new(200 + (customer / 10_000), customer % 10_000);

    /// <summary>A second number, apart from all first ones.</summary>
    public static Phone Second(int customer) => new(600 + (customer / 10_000), customer % 10_000);
}
