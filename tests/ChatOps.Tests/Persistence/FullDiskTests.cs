using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Persistence;

/// <summary>The disk is full: it is said, nothing is half done, and it goes on when there is room.</summary>
public class FullDiskTests
{
    [TinyDiskFact]
    public async Task A_full_disk_of_the_database_is_told_and_nothing_is_done()
    {
        using var disk = new TinyDisk(4096);
        await using var world = await World.Of(Storage.Sqlite);
        world.ExpectsErrors = true;
        world.Settings.Set("Database:ConnectionString", $"Data Source={Path.Combine(disk.Root, "chatops.db")}");
        var bot = await world.StartBot();
        var run = await bot.Deploy("dev", 1233);
        await bot.UntilCardSays(run, "succeeded");
        disk.Fill();

        // What is left in the file's own free pages may still take a few.
        var before = await bot.Rows();
        string answer;
        for (var i = 0; ; i++)
        {
            answer = await bot.Type(People.Developer, $"/deploy staging run {5000 + i} because {new string('x', 900)}");
            if (!answer.StartsWith('#')) break;
            Assert.True(i < 1000, "The disk never filled up.");
            before = await bot.Rows();
        }

        Assert.Equal("The disk is full, so the database can't store anything. Nothing was done; try again in a moment.", answer);
        Assert.Equal(before.Runs, (await bot.Rows()).Runs);
        disk.Free();
        await bot.Deploy("dev", 1234);
        await using var db = bot.Db();
        Assert.Null((await ChatOps.Audit.AuditTrail.Verify(db, CancellationToken.None)).Fault);
    }

    [TinyDiskFact]
    public async Task A_full_disk_of_the_store_is_told_and_the_run_goes_on_when_there_is_room()
    {
        using var disk = new TinyDisk(256);
        await using var world = await World.Of(Storage.Sqlite);
        world.Settings.Set("Artifacts:Root", Path.Combine(disk.Root, "artifacts"));
        var bot = await world.StartBot();
        disk.Fill(exceptFor: 8192);
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "full");
        Assert.Empty(world.Target("dev").Given);
        disk.Free();
        await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.DoesNotContain(Directory.EnumerateFiles(disk.Root, "*", SearchOption.AllDirectories), f => f.Contains("incoming") && new FileInfo(f).Length > 0);
    }
}
