namespace DataHound.Bench.FieldService.Generation;

/// <summary>What the generator put into one dataset, so that a run's counts can be held against it.</summary>
internal sealed class DatasetTally(string dataset)
{
    public string Dataset { get; } = dataset;

    public long Rows { get; set; }

    public long Bytes { get; set; }

    public int Files { get; set; }

    public long MissingKey { get; set; }

    public long EmptyRequired { get; set; }

    public long UntypableRequired { get; set; }

    public long Superseded { get; set; }

    public long TotalsRows { get; set; }

    public long Quarantined => MissingKey + EmptyRequired + UntypableRequired;

    public long Discarded => Superseded + TotalsRows;

    public long Good => Rows - Quarantined - Discarded;
}
