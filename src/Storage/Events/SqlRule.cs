using DuckDb;

namespace DataHound.Storage.Events;

/// <summary>Computes one row of a function: reads its arguments from the chunk's columns and writes its result.</summary>
/// <param name="input">The arguments, a column each.</param>
/// <param name="row">The row to compute.</param>
/// <param name="output">Where the result goes; the row is NULL when nothing is written.</param>
internal delegate void SqlRule(in DuckChunk input, int row, ref DuckVectorWriter output);
