namespace DataHound.Domain.Delivery;

/// <summary>Cells of a CSV file that people open in a spreadsheet.</summary>
public static class CsvCells
{
    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>Protects a cell that a spreadsheet would run as a formula: an apostrophe is put before it, so that it stays text.</summary>
    public static string Protect(string cell) => cell.Length > 0 && FormulaStarts.Contains(cell[0], StringComparison.Ordinal) ? $"'{cell}" : cell;
}
