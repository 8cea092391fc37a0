using ChatOps.Domain.Pipelines;
using ChatOps.Targets;
using ChatOps.Targets.LocalProcesses;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.Targets.LocalProcesses;

namespace ChatOps.Tests.Deployments;

/// <summary>End to end: the approved bytes run as a real process behind the environment's port.</summary>
[Collection(nameof(LocalProcessCollection))]
public class RealDeployTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_service_serves_what_was_approved_and_a_bad_release_never_shows(Storage storage)
    {
        await using var world = await World.Of(storage);
        world.Targets = null;
        var port = BotProcess.FreePort();
        world.Settings.Environment("staging", approvals: 1, port).Set("Projects:shop:Environments:staging:Target:HealthTimeout", "00:00:15");
        var bot = await world.StartBot();
        try
        {
            await bot.Deploy("staging", 1233, People.Approver);
            var good = await bot.Deploy("staging", 1234, People.Approver);
            var digest = (await bot.Audit(good)).Single(a => a.What == "run.succeeded").Digest!.Value.Hex;
            Assert.Equal(new Answer(1234, "1.4.2", digest), await Served(port));

            var bad = await bot.Begin(People.Developer, "/deploy staging run 1235");
            await bot.Press(People.Approver, bad, "approve");
            await bot.UntilStatus(bad, RunStatus.RolledBack);
            Assert.Equal(new Answer(1234, "1.4.2", digest), await Served(port));
            var told = await Until.Found("the thread shows the process's last lines", () => world.Slack.ThreadOf(bad).FirstOrDefault(n => n.Everything.Contains("Not healthy")), bot.Seen);
            Assert.Contains("The new instance is not healthy", told.Text);

            var back = await bot.Begin(People.Approver, "/rollback staging");
            await bot.UntilStatus(back, RunStatus.Succeeded);
            Assert.Equal(1233, (await Served(port)).Run);
        }
        finally
        {
            await bot.Stop();
            await LocalProcessTarget.StopAll(Path.Combine(world.Settings.Folder, TargetCatalog.Folder), TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task<Answer> Served(int port)
    {
        using var http = new HttpClient();
        return (await http.GetFromJsonAsync<Answer>($"http://127.0.0.1:{port}/version"))!;
    }

    private sealed record Answer(long Run, string Version, string Digest);
}
