using DuckDb;

namespace DataHound.Storage.DataPlane.Tables;

/// <summary>
/// Rules of the domain as SQL functions, so that queries compose them and each rule is defined once. Every implementation that the container knows is
/// registered when the engine opens. Functions are called from several threads at a time.
/// </summary>
public interface ISqlFunctions
{
    /// <summary>The functions; names are unique over all implementations.</summary>
    IEnumerable<DuckScalarFunction> Functions { get; }
}
