using System.Text.RegularExpressions;
using ChatOps.CiSources.GitHub;
using ChatOps.Tests.FrontDoor;
using ChatOps.Tests.FrontDoor.GitHub;
using LocalGitHub;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Approvals;

/// <summary>A world where people link their accounts on GitHub, and where authors may not approve for staging.</summary>
internal sealed partial class LinkWorld : IAsyncDisposable
{
    // Longer than GitHub wants between two questions.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(6);

    private readonly GitHubWorld _all;

    private LinkWorld(GitHubWorld all) => _all = all;

    public World World => _all.World;

    public WorldClock Clock => _all.Clock;

    public GitHubDouble GitHub => _all.GitHub;

    public RepositoryState Shop => _all.Shop;

    public string Host => new Uri(GitHub.Address).Authority;

    public BotHost Bot { get; private set; } = null!;

    /// <param name="patience">With a silent GitHub; null: the usual.</param>
    public static async Task<LinkWorld> Of(Storage storage, int approvals = 1, TimeSpan? patience = null, Action<BotSettings>? settings = null)
    {
        var world = new LinkWorld(await GitHubWorld.Of(storage));
        world.World.Settings.Set("GitHub:ClientId", Devices.ClientId).Of("staging", "Approval:NotAuthors", "true").Of("staging", "Approval:Count", $"{approvals}");
        settings?.Invoke(world.World.Settings);
        if (patience is { } limit) world.World.Configure = b => b.Services.AddSingleton(new GitHubPatience(limit, limit, TimeSpan.FromMilliseconds(1), Tries: 2));
        world.Bot = await world.World.StartBot();
        return world;
    }

    public async Task Restart()
    {
        await Bot.Stop();
        Bot = await World.StartBot();
    }

    /// <summary>A run of the newest commit.</summary>
    public void Run(long id) => _all.Run(id, CiSources.GitHub.GitHubBed.Bytes((int)id));

    /// <returns>The code to type on GitHub.</returns>
    public async Task<string> Code(Member who)
    {
        var told = await Bot.Type(who, "/release link");
        Assert.Contains($"Open http://{Host}/login/device and type the code ", told, StringComparison.Ordinal);
        return CodeIn().Match(told).Groups["code"].Value;
    }

    /// <summary>The person shows that they are this one on GitHub.</summary>
    public async Task Link(Member who, string login)
    {
        GitHub.Devices.Type(await Code(who), login);
        await Clock.Move(Pause);
        await Told(who, $"You are {login} at {Host} from now on.");
    }

    /// <summary>By a message to this person alone.</summary>
    public Task Told(Member who, string words, int times = 1) => Until.True($"{who.Name} is told \"{words}\"",
        () => World.Slack.Posted($"D-{who.Id}").Count(m => m.Text.Contains(words, StringComparison.Ordinal)) == times, Bot.Seen);

    /// <summary>Presses Approve, which does not count.</summary>
    public async Task Refused(Member who, long run, string words)
    {
        await Bot.Press(who, run, "approve");
        await Bot.UntilWhispered(who, words);
    }

    public async Task<List<string>> Links()
    {
        await using var db = Bot.Db();
        return [.. db.Links.AsEnumerable().OrderBy(l => l.Id).Select(l => $"{l.User} {l.Login}")];
    }

    public ValueTask DisposeAsync() => _all.DisposeAsync();

    [GeneratedRegex(@"type the code (?<code>[A-Z0-9-]+) there", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeIn();
}
