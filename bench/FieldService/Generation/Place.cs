namespace DataHound.Bench.FieldService.Generation;

/// <summary>An invented address with a location id.</summary>
internal sealed record Place
{
    public required long LocationId { get; init; }

    public required byte[] Street { get; init; }

    public required byte[] City { get; init; }

    public required int Zip { get; init; }

    /// <summary>The whole address in one quoted cell.</summary>
    public void WriteFull(ExportWriter row) =>
        row.Cell().Add((byte)'"').Add(Street).Add(", "u8).Add(City).Add(", TX "u8).Add(Zip).Add((byte)'"');
}
