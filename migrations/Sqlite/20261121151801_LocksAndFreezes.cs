using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatOps.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Otherwise",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hold",
                table: "Environments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Lock",
                table: "Environments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LockDueAt",
                table: "Environments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Freezes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Project = table.Column<string>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
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
