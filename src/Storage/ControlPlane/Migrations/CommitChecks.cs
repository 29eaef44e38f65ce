using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>What every check run and status said of a commit: a check of a gate may be several of them, and they may come before their pull request does.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210025_CommitChecks")]
internal sealed class CommitChecks : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE control.commit_checks (
            repo text NOT NULL,
            head_sha text NOT NULL,
            name text NOT NULL,
            check_name text NOT NULL CHECK (check_name IN ('ci', 'codex', 'claude', 'gemini')),
            passed boolean,
            reported_at timestamptz NOT NULL,
            PRIMARY KEY (repo, head_sha, name)
        );
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE control.commit_checks;");
}
