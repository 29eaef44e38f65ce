namespace DataHound.Bench.FieldService.Generation;

/// <summary>One invented customer while its rows are written: what several exports must agree on.</summary>
internal sealed record Customer
{
    public required int Index { get; init; }

    public required byte[] Name { get; init; }

    /// <summary>Name without blanks, in lower case, for the e-mail address.</summary>
    public required byte[] MailName { get; init; }

    public required Phone Phone { get; init; }

    public required Phone? OtherPhone { get; init; }

    public required Place Home { get; init; }

    /// <summary>A second place (a rented house), for one customer in 25.</summary>
    public required Place? Second { get; init; }

    public long Id => 10_400_000L + Index;

    /// <summary>The place of a piece of work: mostly home.</summary>
    public Place PlaceOfWork(Chance chance) => Second is not null && chance.Once(4_000) ? Second : Home;
}
