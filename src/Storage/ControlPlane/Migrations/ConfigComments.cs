using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>Why a version of a config document was made.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210015_ConfigComments")]
internal sealed class ConfigComments : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE control.config_documents ADD COLUMN comment text NOT NULL DEFAULT ''");

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE control.config_documents DROP COLUMN comment");
}
