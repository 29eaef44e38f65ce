using DataHound.Storage.Pipelines;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>A dataset version before its publication.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Made">What the unit made.</param>
/// <param name="Rows">Rows in all files.</param>
/// <param name="Checksum">SHA-256 over the files' checksums, one a line, in order.</param>
internal sealed record VersionDraft(Guid Id, ProducedVersion Made, long Rows, string Checksum);
