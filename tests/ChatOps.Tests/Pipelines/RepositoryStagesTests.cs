using ChatOps.Domain.Pipelines;
using ChatOps.Slack.Blocks;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines;

/// <summary>Stages from .chatops.yml on the default branch, from the command to the card.</summary>
public class RepositoryStagesTests
{
    private const string Whole = """
        stages:
          - { name: build, kind: script, command: [cp, made.zip, shop.zip], outputs: [shop.zip] }
          - { name: test, kind: script, needs: [build], command: ["true"] }
          - { name: security scan, kind: script, needs: [build], command: ["true"] }
          - { name: to dev, kind: deploy, needs: [test, security scan], to: dev }
          - { name: integration, kind: script, needs: [to dev], command: ["true"] }
          - { name: to staging, kind: deploy, needs: [integration], to: staging }
          - { name: smoke, kind: script, needs: [to staging], command: [printenv, TOKEN], secrets: { TOKEN: "env:PATH" } }
        """;

    [Theory, OnSqlite, OnPostgreSql]
    public async Task From_the_source_to_an_environment_that_asks_and_each_card_says_where_its_stages_are_from(Storage storage)
    {
        await using var world = await With(storage, Whole);
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start shop");
        var made = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(
            ["source", "build", "test", "security scan", "artifacts", "deploy to dev", "verify", "integration"], made.Stages.Where(s => s.State == StageState.Passed).Select(s => s.Name));
        var card = await bot.UntilCardSays(run, "succeeded", "Stages from .chatops.yml (main, 7c1f0f9): ");
        Assert.Contains("*Stages* from .chatops.yml (main, 7c1f0f9)\n", card.Everything);
        Assert.Single(await bot.Audit(run), a => a.What == "stages.read" && a.Why == "4 of .chatops.yml (main, 7c1f0f9), for dev");

        var next = await Until.Found("the next run asks", async () => await bot.Load(run + 1) is { Status: RunStatus.WaitingForApproval } r ? r : null, bot.Seen);
        Assert.Equal(("staging", made.CiRun), (next.Environment, next.CiRun));
        await bot.Press(People.Approver, next.Id, "approve");
        await bot.UntilStatus(next.Id, RunStatus.Succeeded);
        await bot.UntilCardSays(next.Id, "Stages from .chatops.yml (main, 7c1f0f9): ", "smoke passed");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_bad_file_refuses_the_run_with_the_line_and_nothing_is_done_until_it_is_corrected(Storage storage)
    {
        await using var world = await With(storage, "stages:\n  - name: check\n    kind: script\n    comand: [\"true\"]\n");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        const string words = ".chatops.yml (main, 7c1f0f9) can't be used: Line 4: stages:0:comand is no setting. Did you mean Command?";
        Assert.StartsWith(words, (await bot.UntilStatus(run, RunStatus.Refused)).Notice);
        var card = await bot.UntilCardSays(run, "refused");
        Assert.Contains(words, Mrkdwn.Unescape(card.Text));
        Assert.Empty(world.Target("dev").Given);
        Assert.Null((await bot.Load(run)).Ci);

        File.WriteAllText(FileOf(world), "stages:\n  - { name: dev, kind: deploy, to: dev }\n  - { name: check, kind: script, needs: [dev], command: [\"true\"] }\n");
        await bot.Press(People.Developer, run, "retry");
        var again = await bot.UntilWhispered(People.Developer, "deploying run 1234");
        var good = await bot.UntilStatus(Hands.NumberIn(again.Text), RunStatus.Succeeded);
        Assert.Equal(StageState.Passed, good.Stages.Single(s => s.Name == "check").State);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Without_the_file_or_with_a_secret_that_is_not_allowed_nothing_goes_but_a_rollback_does(Storage storage)
    {
        await using var world = await With(storage, "stages: [{ name: dev, kind: deploy, to: dev }]");
        var bot = await world.StartBot();
        await bot.Deploy("dev", 1233);
        await bot.Deploy("dev", 1234);

        File.WriteAllText(FileOf(world), "stages:\n- { name: dev, kind: deploy, to: dev }\n- { name: leak, kind: script, needs: [dev], command: [env], secrets: { A: 'env:Slack__BotToken' } }\n");
        var leak = await bot.UntilStatus(await bot.Begin(People.Developer, "/deploy dev run 1235"), RunStatus.Refused);
        Assert.Contains("Line 3: stages:1:Secrets:A refers to env:Slack__BotToken, which Projects:shop:PipelineSecrets does not allow.", leak.Notice);

        File.Delete(FileOf(world));
        Assert.StartsWith("there is no .chatops.yml on the default branch of shop's repository", (await bot.UntilStatus(await bot.Begin(People.Developer, "/release start shop"), RunStatus.Refused)).Notice);
        Assert.StartsWith("there is no .chatops.yml", (await bot.UntilStatus(await bot.Begin(People.Developer, "/promote run 1234 to staging"), RunStatus.Refused)).Notice);
        await bot.UntilStatus(await bot.Begin(People.Developer, "/rollback dev"), RunStatus.Succeeded);
        Assert.Equal(1233, world.Target("dev").Serving!.CiRun);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_it_read_is_its_own_whatever_is_pushed_while_people_are_asked(Storage storage)
    {
        await using var world = await With(storage, "stages:\n- { name: staging, kind: deploy, to: staging }\n- { name: first, kind: script, needs: [staging], command: [\"true\"] }\n");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy staging run 1234");
        var asked = await bot.UntilStatus(run, RunStatus.WaitingForApproval);
        File.WriteAllText(FileOf(world), "stages:\n- { name: staging, kind: deploy, to: staging }\n- { name: second, kind: script, needs: [staging], command: [\"true\"] }\n");
        await bot.Press(People.Approver, run, "approve");
        var done = await bot.UntilStatus(run, RunStatus.Succeeded);
        Assert.Equal(asked.Decision!.Id, done.Decision!.Id);
        Assert.Equal("first", Assert.Single(done.Stages, s => s.Part is not null).Name);

        var later = await bot.Begin(People.Developer, "/deploy staging run 1233");
        var other = await bot.UntilStatus(later, RunStatus.WaitingForApproval);
        Assert.Equal("second", Assert.Single(other.Stages, s => s.Part is not null).Name);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_source_that_gives_no_answer_is_waited_for(Storage storage)
    {
        await using var world = await With(storage, "stages: [{ name: dev, kind: deploy, to: dev }]");
        var branches = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(FileOf(world)))!, "branches.json");
        var good = File.ReadAllText(branches);
        File.WriteAllText(branches, "{");
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/deploy dev run 1234");
        await bot.UntilCardSays(run, "CI's list of branches is malformed");
        File.WriteAllText(branches, good);
        await bot.UntilStatus(run, RunStatus.Succeeded);
    }

    private static string FileOf(World world) => Path.Combine(world.Settings["Projects:shop:Ci:Root"], "source", "main", ".chatops.yml");

    private static async Task<World> With(Storage storage, string file)
    {
        var world = await World.Of(storage);
        world.Settings.Set("Projects:shop:PipelineFrom", "Repository").Set("Projects:shop:PipelineSecrets:0", "env:PATH");
        var ci = new ShopCi(world.Settings);
        File.Copy(ci.Zip(1234), Path.Combine(Path.GetDirectoryName(FileOf(world))!, "made.zip"));
        File.WriteAllText(FileOf(world), file);
        return world;
    }
}
