using DataHound.Domain.Observability;
using DataHound.Domain.Quality;
using DataHound.Storage.ControlPlane;

namespace DataHound.Storage.Quality;

/// <summary>What can be learnt and decided about quarantined rows. The rows themselves, and what was received, never change.</summary>
public interface IQuarantine
{
    /// <summary>Why open rows are quarantined, by dataset, rule and column.</summary>
    Task<Page<QuarantineReason>> ListReasonsAsync(string company, string? dataset, int samples, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>What became of rows, in the order asked for.</summary>
    /// <param name="company">The company's slug.</param>
    /// <param name="rows">The rows, each with its source file and record, by which a replay is recognised.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<QuarantineRowStatus>> DescribeAsync(string company, IReadOnlyList<(QuarantineRowId Id, string SourceFile, long Record)> rows, CancellationToken cancellationToken);

    /// <summary>Keeps corrections beside their rows, all or none; a later correction of a row replaces an earlier one.</summary>
    /// <exception cref="UserErrorException"><c>row_unknown</c>, <c>row_not_open</c>, <c>column_unknown</c>.</exception>
    Task CorrectAsync(string company, IReadOnlyList<QuarantineCorrection> corrections, Initiator by, CancellationToken cancellationToken);

    /// <summary>Dismisses the chosen rows that are open.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="UserErrorException"><c>selection_too_large</c>.</exception>
    Task<long> DismissAsync(string company, QuarantineSelection selection, Initiator by, CancellationToken cancellationToken);
}
