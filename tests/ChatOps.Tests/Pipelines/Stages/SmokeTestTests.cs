using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>Is the environment well with the new release? If not, what ran before comes back.</summary>
public class SmokeTestTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task By_a_call_which_may_need_a_moment(Storage storage)
    {
        await using var server = await Monitoring.Start();
        server.Answer = http =>
        {
            http.Response.StatusCode = server.Asked < 3 ? 503 : 200;
            return Task.CompletedTask;
        };
        await using var world = await StageBed.Of(storage, (p, _) => p.ToDev().Stage("Verify", "smoke test", "dev").With("Url", "{url}/health?v={version}"));
        world.Settings.Environment("dev", approvals: 0, port: new Uri(server.Address).Port);
        var bot = await world.StartBot();
        Assert.Equal("answers well", (await bot.Make()).Own("smoke test").Words);
        Assert.Equal(3, server.Asked);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_that_fails_brings_back_what_ran_before(Storage storage)
    {
        await using var server = await Monitoring.Start();
        await using var world = await StageBed.Of(storage, (p, _) => p.ToDev().Stage("Verify", "smoke test", "dev").With("Url", "{url}/health").With("Timeout", "00:00:04"));
        world.Settings.Environment("dev", approvals: 0, port: new Uri(server.Address).Port);
        var bot = await world.StartBot();
        await bot.Make();
        var before = world.Target("dev").Serving!.Digest;
        server.Answer = http =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        File.WriteAllText(Path.Combine(world.Ci().Source, "app.txt"), "a broken shop\n");
        var run = await bot.Make(RunStatus.RolledBack);
        Assert.Equal("smoke test failed: answered 500, for 00:00:04; run 1 (2.0.0) serves dev, as before", run.Notice);
        Assert.Equal(before, world.Target("dev").Serving!.Digest);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task By_a_command_and_by_a_run_of_CI(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.ToDev()
            .Stage("Verify", "by command", "dev").Runs("test -f shop.bin && test $CHATOPS_URL = http://127.0.0.1:1 && echo well")
            .Stage("Verify", "by CI", "dev").With("Workflow", "smoke.yml"));
        var ci = world.Ci();
        ci.Run(90, "success");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await Until.True("CI is asked", () => ci.Requests().Count == 1, bot.Seen);
        await File.WriteAllTextAsync($"{ci.Requests()[0].File}.run", "90");
        var ended = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(("well", "run 90"), (ended.Own("by command").Words, ended.Own("by CI").Words));
    }
}
