using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatOps.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Skips",
                table: "PipelineRuns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WayBack",
                table: "PipelineRuns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PendingPromotions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Project = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<string>(type: "TEXT", nullable: false),
                    To = table.Column<string>(type: "TEXT", nullable: false),
                    Run = table.Column<long>(type: "INTEGER", nullable: false),
                    Deployment = table.Column<long>(type: "INTEGER", nullable: false),
                    CiRun = table.Column<long>(type: "INTEGER", nullable: false),
                    Requester = table.Column<string>(type: "TEXT", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Words = table.Column<string>(type: "TEXT", nullable: false)
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
