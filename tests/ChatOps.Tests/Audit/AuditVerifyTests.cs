namespace ChatOps.Tests.Audit;

/// <summary><c>-- audit verify</c> over a real file: it says that the trail is whole, or names the first entry that is not.</summary>
public sealed class AuditVerifyTests
{
    [Fact]
    public async Task A_whole_trail_is_whole()
    {
        using var file = await AuditFile.With(entries: 12);
        Assert.Equal(("The audit trail is whole: 12 entries, each follows the one before.", 0), await file.Verify());
    }

    [Fact]
    public async Task Before_the_first_start_there_is_nothing_to_check()
    {
        using var file = new AuditFile();
        Assert.Equal(("There is no database yet, so there is no audit trail to check.", 0), await file.Verify());
    }

    [Fact]
    public async Task The_command_names_the_first_changed_entry_and_fails()
    {
        using var file = await AuditFile.With(entries: 12);
        await file.Tamper("""UPDATE "AuditEntries" SET "Why" = 'nothing to see here' WHERE "Number" IN (7, 9)""");
        Assert.Equal(("The audit trail is broken: entry 7 was changed: its content does not match its hash. 6 entries before it are whole.", 1), await file.Verify());
    }

    [Theory]
    [InlineData("""UPDATE "AuditEntries" SET "Why" = 'nothing to see here' WHERE "Number" = 7""")]
    [InlineData("""UPDATE "AuditEntries" SET "WhoId" = 'U999' WHERE "Number" = 7""")]
    [InlineData("""UPDATE "AuditEntries" SET "WhoWorkspace" = 'T2' WHERE "Number" = 7""")]
    [InlineData("""UPDATE "AuditEntries" SET "WhoName" = 'Somebody else' WHERE "Number" = 7""")]
    [InlineData("""UPDATE "AuditEntries" SET "WhoId" = NULL, "WhoName" = NULL, "WhoWorkspace" = NULL WHERE "Number" = 7""")]
    [InlineData("""UPDATE "AuditEntries" SET "What" = 'vote.refused' WHERE "Number" = 7""")]
    [InlineData("""UPDATE "AuditEntries" SET "Run" = 1 WHERE "Number" = 7""")]
    [InlineData("""UPDATE "AuditEntries" SET "At" = "At" + 10 WHERE "Number" = 7""")]
    [InlineData("""UPDATE "AuditEntries" SET "Digest" = "Hash" WHERE "Number" = 7""")]
    [InlineData("""UPDATE "AuditEntries" SET "Digest" = NULL WHERE "Number" = 7""")]
    [InlineData("""UPDATE "AuditEntries" SET "Hash" = "Previous" WHERE "Number" = 7""")]
    public async Task A_changed_entry_is_named(string sql)
    {
        using var file = await AuditFile.With(entries: 12);
        await file.Tamper(sql);
        Assert.Equal((6, "entry 7 was changed: its content does not match its hash"), await file.Read());
    }

    [Theory]
    [InlineData("""DELETE FROM "AuditEntries" WHERE "Number" = 7""", "entry 7 is missing: entry 8 comes next", 6)]
    [InlineData("""DELETE FROM "AuditEntries" WHERE "Number" = 1""", "entry 1 is missing: entry 2 comes next", 0)]
    [InlineData("""DELETE FROM "AuditEntries" WHERE "Number" = 7; UPDATE "AuditEntries" SET "Number" = "Number" - 1 WHERE "Number" > 7""", "entry 7 does not follow entry 6: one of them was changed", 6)]
    [InlineData("""UPDATE "AuditEntries" SET "Number" = 99 WHERE "Number" = 12""", "entry 12 is missing: entry 99 comes next", 11)]
    [InlineData("""UPDATE "AuditEntries" SET "Hash" = 'not a hash' WHERE "Number" = 7""", "entry 7 can't be read", 6)]
    public async Task A_gap_is_named(string sql, string fault, int whole)
    {
        using var file = await AuditFile.With(entries: 12);
        await file.Tamper(sql);
        Assert.Equal((whole, fault), await file.Read());
    }
}
