namespace DuckDb;

/// <summary>
/// Computes a scalar function for a chunk of rows: each row of <paramref name="output"/> is to be written or set NULL. It may be called from
/// several threads at a time. An exception becomes the query's error.
/// </summary>
/// <param name="input">The arguments, a column each.</param>
/// <param name="output">The result's vector.</param>
public delegate void DuckScalarCallback(in DuckChunk input, ref DuckVectorWriter output);
