using ChatOps.Domain.Pipelines;

namespace ChatOps.Tests.Conventions;

/// <summary>Who knows what: each part of the outside world has one place that speaks its language.</summary>
public sealed class WallTests
{
    // Every type of the bot, with what it needs. Nested and compiler-made types count for the folder they are in.
    private static readonly IReadOnlyList<(Type Type, string Space, IReadOnlySet<Type> Needs)> Bot =
        [.. typeof(Program).Assembly.GetTypes().Select(t => (t, SpaceOf(t), References.Of(t)))];

    [Theory]
    [InlineData("Quartz", "ChatOps.Jobs")]
    [InlineData("Npgsql", "ChatOps.Persistence", "ChatOps.Migrations.PostgreSql")]
    [InlineData("Microsoft.Data.Sqlite", "ChatOps.Persistence")]
    [InlineData("SQLitePCL", "ChatOps.Persistence")]
    [InlineData("Microsoft.EntityFrameworkCore.Migrations", "ChatOps.Migrations")]
    [InlineData("Polly", "ChatOps.Slack.Client")]
    [InlineData("YamlDotNet", "ChatOps.Projects")]
    [InlineData("IronSnappy", "ChatOps.CiSources.GitHub")]
    [InlineData("System.Net.WebSockets", "ChatOps.Slack.Sockets")]
    [InlineData("LocalGitHub", "ChatOps.Hosting.Demo")]
    public void A_library_is_known_in_one_place(string library, params string[] places) =>
        Assert.Empty(Trespasses(needs => IsIn(needs, library), places));

    [Theory]
    [InlineData("ChatOps.Slack.Blocks", "ChatOps.Slack")]
    [InlineData("ChatOps.Slack.Client", "ChatOps.Slack")]
    [InlineData("ChatOps.Slack.FrontDoor", "ChatOps.Slack")]
    [InlineData("ChatOps.Slack.Sockets", "ChatOps.Slack", "ChatOps.Hosting")]
    [InlineData("ChatOps.CiSources.Local", "ChatOps.CiSources", "ChatOps.Hosting.Demo")]
    [InlineData("ChatOps.CiSources.GitHub", "ChatOps.CiSources", "ChatOps.Hosting")]
    [InlineData("ChatOps.Targets.LocalProcesses", "ChatOps.Targets", "ChatOps.Hosting")]
    [InlineData("ChatOps.Targets.Processes", "ChatOps.Targets", "ChatOps.Pipelines.Scripts", "ChatOps.Releases.Provenance")]
    [InlineData("ChatOps.Pipelines.Scripts", "ChatOps.Pipelines", "ChatOps.Hosting")]
    [InlineData("ChatOps.Pipelines.Stages", "ChatOps.Pipelines", "ChatOps.Persistence", "ChatOps.Hosting")]
    [InlineData("ChatOps.Artifacts.Unpacking", "ChatOps.Artifacts", "ChatOps.CiSources.GitHub", "ChatOps.Targets.LocalProcesses", "ChatOps.Pipelines.Stages")]
    [InlineData("ChatOps.LocalWorkspace", "ChatOps.LocalWorkspace", "ChatOps.Hosting")]
    [InlineData("ChatOps.Hosting.CommandLine", "ChatOps.Hosting", "")]
    [InlineData("ChatOps.Hosting.Demo", "ChatOps.Hosting")]
    public void A_room_is_entered_from_its_own_house(string room, params string[] places) =>
        Assert.Empty(Trespasses(needs => IsIn(needs, room), places));

    [Fact]
    public void The_local_workspace_knows_the_bot_over_the_wire_only() =>
        Assert.Empty(Bot.Where(b => IsIn(b.Space, "ChatOps.LocalWorkspace"))
            .SelectMany(b => b.Needs.Where(n => IsIn(n, "ChatOps") && !IsIn(n, "ChatOps.LocalWorkspace")).Select(n => $"{b.Type} needs {n}")));

    [Fact]
    public void Processes_are_started_by_targets_only() =>
        Assert.Empty(Trespasses(needs => needs == typeof(System.Diagnostics.Process) || needs == typeof(System.Diagnostics.ProcessStartInfo), "ChatOps.Targets"));

    [Fact]
    public void What_decides_knows_nothing_of_the_web() =>
        Assert.Empty(Trespasses(
            needs => IsIn(needs, "Microsoft.AspNetCore"),
            "ChatOps.Hosting", "ChatOps.Slack", "ChatOps.LocalWorkspace", "ChatOps.Targets.LocalProcesses", "ChatOps.CiSources.GitHub.Webhooks", ""));

    // What stages do is done in two rooms: their programs need files, their calls the network.
    [Theory]
    [InlineData("Pipelines")]
    [InlineData("Deployments")]
    [InlineData("Approvals")]
    [InlineData("Gates")]
    [InlineData("Commands")]
    [InlineData("Notifications")]
    public void A_capability_reaches_the_outside_through_seams(string capability) =>
        Assert.Empty(Bot.Where(b => IsIn(b.Space, $"ChatOps.{capability}") && !IsIn(b.Space, "ChatOps.Pipelines.Scripts") && !IsIn(b.Space, "ChatOps.Pipelines.Stages"))
            .SelectMany(b => b.Needs.Where(n => IsIn(n, "System.Net.Http") || IsIn(n, "System.Net.Sockets") || n == typeof(File) || n == typeof(Directory)).Select(n => $"{b.Type} needs {n}")));

    [Fact]
    public void The_seams_are_these_four()
    {
        var interfaces = typeof(Program).Assembly.GetTypes().Where(t => t is { IsInterface: true, IsNested: false }).Select(t => t.FullName);
        // The last two are no seams: they say who sends a request.
        Assert.Equal(
            ["ChatOps.Approvals.IByMember", "ChatOps.Approvals.IByPerson", "ChatOps.CiSources.ICiSource", "ChatOps.Jobs.IWakeUps", "ChatOps.Slack.IChat", "ChatOps.Targets.ITarget"],
            interfaces.Order());
    }

    // What only Slack's wire holds, written out as text; a test cannot see a constant's use otherwise.
    [Theory]
    [InlineData("\"chat.")]
    [InlineData("\"views.open")]
    [InlineData("\"block_actions\"")]
    [InlineData("\"mrkdwn\"")]
    [InlineData("X-Slack-")]
    [InlineData("response_url")]
    public void Slacks_words_are_written_in_Slack_only(string word) => Assert.DoesNotContain(
        Repository.Files("src", "*.cs").Where(f => !f.StartsWith("src/ChatOps/Slack/", StringComparison.Ordinal) && !f.StartsWith("src/ChatOps/LocalWorkspace/", StringComparison.Ordinal)),
        f => Repository.Read(f).Contains(word, StringComparison.OrdinalIgnoreCase));

    // The same for GitHub's wire, and that of its stand-in. Where its API is by default is a setting.
    [Theory]
    [InlineData("X-GitHub-")]
    [InlineData("X-Hub-")]
    [InlineData("workflow_run")]
    [InlineData("\"actions/")]
    [InlineData("vnd.github")]
    [InlineData("workflow_dispatch")]
    [InlineData("x-ratelimit-")]
    public void GitHubs_words_are_written_in_its_source_only(string word) => Assert.DoesNotContain(
        Repository.Files("src", "*.cs").Where(f => !f.StartsWith("src/ChatOps/CiSources/GitHub/", StringComparison.Ordinal) && !f.StartsWith("src/LocalGitHub/", StringComparison.Ordinal)),
        f => Repository.Read(f).Contains(word, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void The_walls_can_be_seen()
    {
        Assert.Contains(Bot, b => IsIn(b.Space, "ChatOps.Jobs") && b.Needs.Any(n => IsIn(n, "Quartz")));
        Assert.Contains(Bot, b => IsIn(b.Space, "ChatOps.Hosting.Demo") && b.Needs.Any(n => IsIn(n, "LocalGitHub")));
        Assert.Contains(Bot, b => IsIn(b.Space, "ChatOps.Persistence") && b.Needs.Any(n => IsIn(n, "Npgsql")));
        Assert.Contains(Bot, b => IsIn(b.Space, "ChatOps.Pipelines") && b.Needs.Contains(typeof(PipelineRun)));
    }

    private static IEnumerable<string> Trespasses(Func<Type, bool> what, params string[] places) => Bot
        .Where(b => !places.Any(p => p.Length == 0 ? b.Space.Length == 0 : IsIn(b.Space, p)))
        .SelectMany(b => b.Needs.Where(what).Select(n => $"{b.Type} needs {n}"));

    private static bool IsIn(Type type, string space) => IsIn(SpaceOf(type), space);

    private static bool IsIn(string space, string other) => space == other || space.StartsWith(other + ".", StringComparison.Ordinal);

    private static string SpaceOf(Type type) => type.Namespace ?? (type.DeclaringType is { } outer ? SpaceOf(outer) : "");
}
