using System.Globalization;

namespace DataHound.Storage.DataPlane.Tables;

/// <summary>Timestamps in SQL text, for the places where no parameter can stand.</summary>
public static class SqlTimestamp
{
    /// <summary>A company-local time as a TIMESTAMP literal, to the second.</summary>
    public static string Literal(DateTime local) => string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP '{local:yyyy-MM-dd HH:mm:ss}'");
}
