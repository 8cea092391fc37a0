using ChatOps.Tests.FrontDoor;
using LocalGitHub;

namespace ChatOps.Tests.Approvals;

/// <summary>Who somebody is on GitHub: shown on both sides, told, and undone.</summary>
public sealed class LinkTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_account_is_shown_by_a_code_told_and_undone_and_nothing_of_the_code_is_kept(Storage storage)
    {
        await using var world = await LinkWorld.Of(storage);
        var code = await world.Code(People.Approver);
        Assert.Equal(code, await world.Code(People.Approver));
        Assert.NotEqual(code, await world.Code(People.SecondApprover));
        world.GitHub.Devices.Type(code, "octo-dev");
        await world.Clock.Move(TimeSpan.FromSeconds(6));
        await world.Told(People.Approver, $"You are octo-dev at {world.Host} from now on. To undo that, type: /release unlink");

        Assert.Contains($"You are octo-dev at {world.Host} since 2026-11-20 12:0", await world.Bot.Type(People.Approver, "/release link"), StringComparison.Ordinal);
        Assert.Equal(["U0APPROVER octo-dev"], await world.Links());
        Assert.Contains($"You are no longer octo-dev at {world.Host}.", await world.Bot.Type(People.Approver, "/release unlink"), StringComparison.Ordinal);
        Assert.Contains("there is nothing to undo", await world.Bot.Type(People.Approver, "/release unlink"), StringComparison.Ordinal);
        Assert.Empty(await world.Links());

        var audit = (await world.Bot.Audit()).Where(a => a.What.StartsWith("link.", StringComparison.Ordinal) && a.WhoId == People.Approver.Id).ToList();
        // Asking again for the same code is no other beginning.
        Assert.Equal(["link.begun", "link.made", "link.ended"], audit.Select(a => a.What));
        Assert.Contains("octo-dev at", audit[1].Why, StringComparison.Ordinal);

        string[] secrets = [.. world.GitHub.Devices.Tokens, .. world.GitHub.Devices.Codes.SelectMany(c => new[] { c.Secret, c.Code })];
        Assert.Equal(5, secrets.Length);
        await world.Bot.Stop();
        var seen = (await Stored.In(world.World)).Select(s => s.Text).Concat(world.Bot.Log.Lines.Select(l => l.Text)).Concat(world.World.Slack.Calls.Select(c => c.Body)).ToList();
        Assert.All(secrets, secret => Assert.DoesNotContain(seen, s => s.Contains(secret, StringComparison.Ordinal)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_comes_to_nothing_is_told_and_may_be_tried_again(Storage storage)
    {
        await using var world = await LinkWorld.Of(storage);
        world.GitHub.Devices.Refuse(await world.Code(People.Approver));
        await world.Clock.Move(TimeSpan.FromSeconds(6));
        await world.Told(People.Approver, $"You were not linked to an account at {world.Host}: it was refused on GitHub. To try again, type: /release link");

        var old = await world.Code(People.Approver);
        await world.Clock.Move(TimeSpan.FromMinutes(16));
        await world.Told(People.Approver, "nobody typed the code there in time");

        // Taken back: it counts no more, also when it is typed all the same.
        var taken = await world.Code(People.Approver);
        Assert.NotEqual(old, taken);
        Assert.Contains("counts no more", await world.Bot.Type(People.Approver, "/release unlink"), StringComparison.Ordinal);
        world.GitHub.Devices.Type(taken, "octo-old");
        await world.Link(People.Approver, "octo-new");
        Assert.Equal(["U0APPROVER octo-new"], await world.Links());
        Assert.Single(world.GitHub.Devices.Tokens);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_restart_ends_a_code(Storage storage)
    {
        await using var world = await LinkWorld.Of(storage);
        var before = await world.Code(People.Approver);
        await world.Restart();
        world.GitHub.Devices.Type(before, "octo-old");
        Assert.NotEqual(before, await world.Code(People.Approver));
        await world.Clock.Move(TimeSpan.FromSeconds(6));
        await Until.True("the new code is asked about", () => world.GitHub.Asked("/login/oauth/access_token") > 0, world.Bot.Seen);
        Assert.Empty(world.GitHub.Devices.Tokens);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_GitHub_that_wants_to_be_asked_less_often_is(Storage storage)
    {
        await using var world = await LinkWorld.Of(storage);
        world.GitHub.Devices.Pause = 12;
        var code = await world.Code(People.Approver);
        var device = Assert.Single(world.GitHub.Devices.Codes);
        await world.Clock.Move(TimeSpan.FromSeconds(6));
        await Until.True("GitHub said to slow down", () => device.TooEarly == 1, world.Bot.Seen);

        world.GitHub.Devices.Type(code, "octo-dev");
        await world.Clock.Move(TimeSpan.FromSeconds(18));
        await world.Told(People.Approver, $"You are octo-dev at {world.Host} from now on.");
        Assert.Equal(1, device.TooEarly);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_GitHub_that_gives_no_answer_is_asked_again(Storage storage)
    {
        await using var world = await LinkWorld.Of(storage, patience: TimeSpan.FromSeconds(5));
        world.GitHub.Faults.Add("/login/device/code", FaultKind.Silence, times: 1);
        Assert.Contains("There is no code to be had just now, so nothing was done. GitHub did not answer within 5 s.", await world.Bot.Type(People.Approver, "/release link"), StringComparison.Ordinal);

        var code = await world.Code(People.Approver);
        world.GitHub.Devices.Type(code, "octo-dev");
        world.GitHub.Faults.Add("/login/oauth/access_token", FaultKind.Status, 502, times: 1);
        world.GitHub.Faults.Add("/user", FaultKind.Garbage, times: 1);
        foreach (var trouble in (string[])["GitHub failed (502)", "can't be read"])
        {
            await world.Clock.Move(TimeSpan.FromSeconds(6));
            await Until.True($"it fails: {trouble}", () => world.Bot.Log.Lines.Any(l => l.Text.Contains("could not be learnt", StringComparison.Ordinal) && l.Text.Contains(trouble, StringComparison.Ordinal)), world.Bot.Seen);
        }

        await world.Clock.Move(TimeSpan.FromSeconds(6));
        await world.Told(People.Approver, $"You are octo-dev at {world.Host} from now on.");
        Assert.Single(world.GitHub.Devices.Tokens);

        // One that never answers again: its time is over, and the person is told why.
        world.GitHub.Faults.Add("/login/oauth/access_token", FaultKind.Status, 503);
        await world.Code(People.SecondApprover);
        await world.Clock.Move(TimeSpan.FromSeconds(6));
        await Until.True("it fails", () => world.Bot.Log.Lines.Any(l => l.Text.Contains("GitHub failed (503)", StringComparison.Ordinal)), world.Bot.Seen);
        await world.Clock.Move(TimeSpan.FromMinutes(16));
        await world.Told(People.SecondApprover, $"its time was over before {world.Host} answered (GitHub failed (503))");
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_account_is_one_persons(Storage storage)
    {
        await using var world = await LinkWorld.Of(storage);
        await world.Link(People.Approver, "octo-dev");
        world.GitHub.Devices.Type(await world.Code(People.SecondApprover), "OCTO-dev");
        await world.Clock.Move(TimeSpan.FromSeconds(6));
        await world.Told(People.SecondApprover, $"OCTO-dev at {world.Host} is approver's already, so you were not linked to it. If it is yours, let approver type /release unlink first.");
        Assert.Equal(["U0APPROVER octo-dev"], await world.Links());
        Assert.Equal("link.refused", (await world.Bot.Audit()).Last(a => a.What.StartsWith("link.", StringComparison.Ordinal)).What);

        await world.Bot.Type(People.Approver, "/release unlink");
        await world.Link(People.SecondApprover, "octo-dev");
        Assert.Equal(["U0APPROVERTWO octo-dev"], await world.Links());
    }

    [Theory]
    [InlineData("", "Accounts can't be linked here yet: whoever runs this bot must set GitHub:ClientId")]
    [InlineData("Ov23another", "GitHub knows no App with this client id: check GitHub:ClientId.")]
    [InlineData(Devices.ClientId, "The device flow is not enabled for the App whose client id is set")]
    public async Task An_App_that_is_not_set_up_is_told_with_what_to_do(string clientId, string words)
    {
        await using var world = await LinkWorld.Of(Storage.Sqlite, settings: s => s.Set("GitHub:ClientId", clientId).Of("staging", "Approval:NotAuthors", "false"));
        world.GitHub.Devices.IsEnabled = false;
        Assert.Contains(words, await world.Bot.Type(People.Approver, "/release link"), StringComparison.Ordinal);
        Assert.Equal("link.refused", (await world.Bot.Audit())[^1].What);
    }
}
