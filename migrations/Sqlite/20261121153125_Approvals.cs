using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatOps.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InPlaceOf",
                table: "Votes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AreApproversChecked",
                table: "PipelineRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsCiConfirmed",
                table: "PipelineRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsEmergency",
                table: "PipelineRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Outside",
                table: "PipelineRuns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "About",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Otherwise",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Debts",
                columns: table => new
                {
                    Run = table.Column<long>(type: "INTEGER", nullable: false),
                    Project = table.Column<string>(type: "TEXT", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    CiRun = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    ReviewBy = table.Column<long>(type: "INTEGER", nullable: false),
                    SignedBy = table.Column<string>(type: "TEXT", nullable: true),
                    SignedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Debts", x => x.Run);
                });

            migrationBuilder.CreateTable(
                name: "Delegations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    From = table.Column<string>(type: "TEXT", nullable: false),
                    FromId = table.Column<string>(type: "TEXT", nullable: false),
                    ToId = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false)
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
