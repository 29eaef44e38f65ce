namespace DataHound.Bench.FieldService.Generation;

/// <summary>A delivery that was written: where it is, and what is in it.</summary>
internal sealed record Delivery(string Folder, IReadOnlyList<DatasetTally> Datasets)
{
    public long Rows => Datasets.Sum(dataset => dataset.Rows);

    public long Bytes => Datasets.Sum(dataset => dataset.Bytes);

    public IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.csv").Order(StringComparer.Ordinal);
}
