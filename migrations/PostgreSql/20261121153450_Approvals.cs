using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ChatOps.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Approvals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Groups",
                table: "Votes",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InPlaceOf",
                table: "Votes",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AreApproversChecked",
                table: "PipelineRuns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsCiConfirmed",
                table: "PipelineRuns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsEmergency",
                table: "PipelineRuns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Outside",
                table: "PipelineRuns",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "About",
                table: "Outbox",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Otherwise",
                table: "Outbox",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Debts",
                columns: table => new
                {
                    Run = table.Column<long>(type: "bigint", nullable: false),
                    Project = table.Column<string>(type: "text", nullable: false),
                    Environment = table.Column<string>(type: "text", nullable: false),
                    CiRun = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ReviewBy = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SignedBy = table.Column<string>(type: "text", nullable: true),
                    SignedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Debts", x => x.Run);
                });

            migrationBuilder.CreateTable(
                name: "Delegations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    From = table.Column<string>(type: "text", nullable: false),
                    FromId = table.Column<string>(type: "text", nullable: false),
                    ToId = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Delegations", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_About",
                table: "Outbox",
                column: "About",
                filter: "\"About\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Debts_Open",
                table: "Debts",
                columns: new[] { "Project", "Environment" },
                filter: "\"SignedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_FromId_Until",
                table: "Delegations",
                columns: new[] { "FromId", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_ToId_Until",
                table: "Delegations",
                columns: new[] { "ToId", "Until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Debts");

            migrationBuilder.DropTable(
                name: "Delegations");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_About",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Groups",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "InPlaceOf",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "AreApproversChecked",
                table: "PipelineRuns");

            migrationBuilder.DropColumn(
                name: "IsCiConfirmed",
                table: "PipelineRuns");

            migrationBuilder.DropColumn(
                name: "IsEmergency",
                table: "PipelineRuns");

            migrationBuilder.DropColumn(
                name: "Outside",
                table: "PipelineRuns");

            migrationBuilder.DropColumn(
                name: "About",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Otherwise",
                table: "Outbox");
        }
    }
}
