using DataHound.Storage.ControlPlane.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataHound.Storage.ControlPlane.Migrations;

/// <summary>No query looks events up by their entity, and keeping that index was a fifth of what a new event cost.</summary>
[DbContext(typeof(ControlPlaneContext))]
[Migration("202611210020_UnaskedIndexes")]
internal sealed class UnaskedIndexes : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP INDEX control.events_index_entity;");

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE INDEX events_index_entity ON control.events_index (company, entity_id);");
}
