using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ChatOps.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Promotion : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsByBot",
                table: "PipelineRuns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Skips",
                table: "PipelineRuns",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WayBack",
                table: "PipelineRuns",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PendingPromotions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Project = table.Column<string>(type: "text", nullable: false),
                    From = table.Column<string>(type: "text", nullable: false),
                    To = table.Column<string>(type: "text", nullable: false),
                    Run = table.Column<long>(type: "bigint", nullable: false),
                    Deployment = table.Column<long>(type: "bigint", nullable: false),
                    CiRun = table.Column<long>(type: "bigint", nullable: false),
                    Requester = table.Column<string>(type: "text", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Words = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PendingPromotions", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PendingPromotions_Deployment_To",
                table: "PendingPromotions",
                columns: new[] { "Deployment", "To" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PendingPromotions_Open",
                table: "PendingPromotions",
                column: "DueAt",
                filter: "\"EndedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PendingPromotions");

            migrationBuilder.DropColumn(
                name: "IsByBot",
                table: "PipelineRuns");

            migrationBuilder.DropColumn(
                name: "Skips",
                table: "PipelineRuns");

            migrationBuilder.DropColumn(
                name: "WayBack",
                table: "PipelineRuns");
        }
    }
}
