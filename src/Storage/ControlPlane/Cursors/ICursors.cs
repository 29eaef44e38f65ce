namespace DataHound.Storage.ControlPlane.Cursors;

/// <summary>
/// The places up to which sources have been read. A cursor never passes data that is not published: it moves only in the transaction that
/// publishes (<c>StageUnitResult.Cursors</c>), only from the place the reading began at, and only under the lease of the reader.
/// </summary>
public interface ICursors
{
    /// <summary>The cursor of a source, or null when it has never been read.</summary>
    Task<SourceCursor?> FindAsync(string company, string source, CancellationToken cancellationToken);

    /// <summary>All cursors of a company, by source.</summary>
    Task<IReadOnlyList<SourceCursor>> ListAsync(string company, CancellationToken cancellationToken);
}
