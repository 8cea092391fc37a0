using System.Text.Json.Nodes;

namespace ChatOps.Tests.FrontDoor;

/// <summary>Somebody in the workspace, or from another one.</summary>
internal sealed record Member(string Id, string Name, string Team = People.Team)
{
    public bool IsGuest { get; init; }

    public bool IsBot { get; init; }

    public bool IsGone { get; init; }

    /// <summary>Null: Slack does not tell.</summary>
    public string? TimeZone { get; init; }

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["team_id"] = Team,
        ["name"] = Name,
        ["tz"] = TimeZone,
        ["tz_label"] = TimeZone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(TimeZone).StandardName,
        ["tz_offset"] = TimeZone is null ? 0 : (int)TimeZoneInfo.FindSystemTimeZoneById(TimeZone).BaseUtcOffset.TotalSeconds,
        ["deleted"] = IsGone,
        ["is_bot"] = IsBot,
        ["is_restricted"] = IsGuest,
        ["is_ultra_restricted"] = false,
        ["profile"] = new JsonObject { ["display_name"] = Name, ["real_name"] = Name },
    };
}

/// <summary>The small world of these tests.</summary>
internal static class People
{
    public const string Team = "T0SHOP", OtherTeam = "T0PARTNER";
    public const string Bot = "U0CHATOPS", BotId = "B0CHATOPS";
    public const string Group = "S0APPROVERS", Handle = "approvers";

    public static readonly Member Developer = new("U0DEV", "developer");
    public static readonly Member SecondDeveloper = new("U0DEVTWO", "second-developer");
    public static readonly Member Approver = new("U0APPROVER", "approver");
    public static readonly Member SecondApprover = new("U0APPROVERTWO", "second-approver");
    public static readonly Member ThirdApprover = new("U0APPROVERTHREE", "third-approver");
    public static readonly Member Guest = new("U0GUEST", "guest") { IsGuest = true };
    public static readonly Member Robot = new("U0ROBOT", "robot") { IsBot = true };
    public static readonly Member Leaver = new("U0LEAVER", "leaver") { IsGone = true };
    public static readonly Member Visitor = new("U0VISITOR", "visitor", OtherTeam);

    /// <summary>A member whose name would ping everybody, if it were let.</summary>
    public static readonly Member Prankster = new("U0PRANK", "<!channel> <@U0BOSS> *x* \u202Eevil <http://evil.example|here>");

    /// <summary>The group holds some who must not count all the same.</summary>
    public static readonly IReadOnlyList<Member> Approvers = [Approver, SecondApprover, ThirdApprover, Guest, Robot, Leaver, Visitor];

    public static readonly IReadOnlyList<Member> All =
        [Developer, SecondDeveloper, Approver, SecondApprover, ThirdApprover, Guest, Robot, Leaver, Visitor, Prankster];
}
