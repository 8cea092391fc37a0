namespace ChatOps.LocalWorkspace;

/// <summary>Who and what is in the workspace. People are named by their role.</summary>
internal static class Workspace
{
    public const string Team = "T0000LOCAL";
    public const string TeamName = "Local workspace";
    public const string Domain = "local-workspace";
    public const string OtherTeam = "T000OTHER0";
    public const string BotUser = "U00000BOT0";
    public const string BotId = "B00000BOT0";
    public const string App = "A00000APP0";

    /// <summary>Speaks to one person when something went wrong between Slack and the bot.</summary>
    public const string Slackbot = "USLACKBOT";

    /// <summary>The field that Slack still sends and asks nobody to trust.</summary>
    public const string VerificationToken = "not-a-proof-of-anything";

    public static readonly IReadOnlyList<Member> Members =
    [
        new("U00000DEV1", "developer", "Developer", "asks for releases"),
        new("U00000DEV2", "second-developer", "Second developer", "asks for releases"),
        new("U00000APP1", "approver", "Approver", "is in @approvers"),
        new("U00000APP2", "second-approver", "Second approver", "is in @approvers", TimeZone: "America/New_York"),
        new("U0VISITOR1", "visitor", "Visitor", "from another company", Team: OtherTeam),
        new("U00000GST1", "guest", "Guest", "a guest account", IsGuest: true),
        new(BotUser, "chatops", "ChatOps", "the release bot", IsBot: true),
        new(Slackbot, "slackbot", "Slackbot", "the workspace itself", IsBot: true),
    ];

    public static readonly IReadOnlyList<WorkspaceChannel> Channels =
    [
        new("C0RELEASES", "releases", "What goes out, and where it runs"),
        new("C00000OPS0", "ops", "Environments and whoever looks after them"),
    ];

    public static readonly IReadOnlyList<UserGroup> Groups =
    [
        new("S0APPROVER", "approvers", "Approvers", ["U00000APP1", "U00000APP2"]),
    ];

    public static readonly IReadOnlyList<SlashCommand> Commands =
    [
        new("/deploy", "[project] <environment> run <id> | last", "Deploy a release to an environment"),
        new("/promote", "[project] run <id> to <environment>", "Take a release to the next environment"),
        new("/rollback", "[project] <environment> [to run <id>]", "Go back to what ran before"),
        new("/release", "status | history | why | lock | hold | freeze | help", "Ask about releases and environments, and keep others out of them", IsEscaped: true),
    ];

    public static Member? Member(string id) => Members.FirstOrDefault(m => m.Id == id);

    /// <summary>By id or by role.</summary>
    public static Member? FindMember(string idOrName) => Members.FirstOrDefault(m => m.Id == idOrName || m.Name == idOrName);

    public static WorkspaceChannel? Channel(string id) => Channels.FirstOrDefault(c => c.Id == id);

    /// <summary>By id, <c>name</c> or <c>#name</c>.</summary>
    public static WorkspaceChannel? FindChannel(string idOrName) =>
        Channel(idOrName) ?? Channels.FirstOrDefault(c => c.Name == idOrName.TrimStart('#'));
}

internal sealed record Member(
    string Id, string Name, string RealName, string About, string Team = Workspace.Team, bool IsGuest = false, bool IsBot = false, string TimeZone = "Etc/UTC")
{
    public bool IsStranger => Team != Workspace.Team;
}

internal sealed record WorkspaceChannel(string Id, string Name, string Topic);

internal sealed record UserGroup(string Id, string Handle, string Name, IReadOnlyList<string> Users);

/// <param name="IsEscaped">Its text comes with the ids of the people and channels in it.</param>
internal sealed record SlashCommand(string Command, string Hint, string About, bool IsEscaped = false);
