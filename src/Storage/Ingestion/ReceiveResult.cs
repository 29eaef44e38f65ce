namespace DataHound.Storage.Ingestion;

/// <summary>The outcome of receiving a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Created">False when the same bytes were received under the same name before.</param>
public sealed record ReceiveResult(ReceivedFile File, bool Created);
