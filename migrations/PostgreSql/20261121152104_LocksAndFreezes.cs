using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ChatOps.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class LocksAndFreezes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CancelledBecause",
                table: "PipelineRuns",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Otherwise",
                table: "Outbox",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hold",
                table: "Environments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Lock",
                table: "Environments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LockDueAt",
                table: "Environments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Freezes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Project = table.Column<string>(type: "text", nullable: true),
                    By = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Freezes", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Environments_LockDue",
                table: "Environments",
                column: "LockDueAt",
                filter: "\"LockDueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Freezes_Open",
                table: "Freezes",
                column: "Until",
                filter: "\"EndedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Freezes");

            migrationBuilder.DropIndex(
                name: "IX_Environments_LockDue",
                table: "Environments");

            migrationBuilder.DropColumn(
                name: "CancelledBecause",
                table: "PipelineRuns");

            migrationBuilder.DropColumn(
                name: "Otherwise",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Hold",
                table: "Environments");

            migrationBuilder.DropColumn(
                name: "Lock",
                table: "Environments");

            migrationBuilder.DropColumn(
                name: "LockDueAt",
                table: "Environments");
        }
    }
}
