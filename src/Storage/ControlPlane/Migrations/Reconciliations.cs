using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>Reconciliations are checks like collections and verifications.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210019_Reconciliations")]
internal sealed class Reconciliations : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        ALTER TABLE control.data_checks DROP CONSTRAINT data_checks_kind_check;
        ALTER TABLE control.data_checks ADD CONSTRAINT data_checks_kind_check CHECK (kind IN ('collection', 'verification', 'reconciliation'));
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DELETE FROM control.data_checks WHERE kind = 'reconciliation';
        ALTER TABLE control.data_checks DROP CONSTRAINT data_checks_kind_check;
        ALTER TABLE control.data_checks ADD CONSTRAINT data_checks_kind_check CHECK (kind IN ('collection', 'verification'));
        """);
}
