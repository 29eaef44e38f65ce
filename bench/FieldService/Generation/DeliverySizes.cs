namespace DataHound.Bench.FieldService.Generation;

/// <summary>How many rows of each dataset a delivery holds. Locations come out at about 1.04 a customer.</summary>
internal sealed record DeliverySizes
{
    public required int Customers { get; init; }

    public required int Jobs { get; init; }

    public required int Estimates { get; init; }

    public required int Calls { get; init; }

    public required int Invoices { get; init; }

    public required int Permits { get; init; }

    public required int Messages { get; init; }

    public required int Memberships { get; init; }

    /// <summary>The sizes the aims are stated for, times <paramref name="scale"/>.</summary>
    public static DeliverySizes Of(double scale) => new()
    {
        Customers = Scaled(200_000, scale),
        Jobs = Scaled(1_000_000, scale),
        Estimates = Scaled(300_000, scale),
        Calls = Scaled(1_000_000, scale),
        Invoices = Scaled(500_000, scale),
        Permits = Scaled(100_000, scale),
        Messages = Scaled(50_000, scale),
        Memberships = Scaled(20_000, scale),
    };

    private static int Scaled(int rows, double scale) => Math.Max(10, (int)Math.Round(rows * scale));
}
