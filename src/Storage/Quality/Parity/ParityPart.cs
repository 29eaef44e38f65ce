namespace DataHound.Storage.Quality.Parity;

/// <summary>The kinds of differences that can be listed.</summary>
public enum ParityPart
{
    /// <summary>Keys that only the first version has.</summary>
    OnlyFrom = 0,

    /// <summary>Keys that only the second version has.</summary>
    OnlyTo = 1,

    /// <summary>Rows of both whose cells of one column differ.</summary>
    Cells = 2,
}
