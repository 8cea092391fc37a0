using System.Text.Json.Nodes;
using ChatOps.LocalWorkspace.Requests;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary><c>auth.*</c>, <c>team.*</c>, <c>users.*</c> and <c>usergroups.*</c></summary>
internal sealed class PeopleMethods(BotAddress bot, TimeProvider time)
{
    public JsonObject AuthTest(ApiArguments arguments) => new()
    {
        ["url"] = bot.Find().ToString(),
        ["team"] = Workspace.TeamName,
        ["user"] = "chatops",
        ["team_id"] = Workspace.Team,
        ["user_id"] = Workspace.BotUser,
        ["bot_id"] = Workspace.BotId,
        ["is_enterprise_install"] = false,
    };

    public JsonObject TeamInfo(ApiArguments arguments) => new()
    {
        ["team"] = new JsonObject
        {
            ["id"] = Workspace.Team,
            ["name"] = Workspace.TeamName,
            ["domain"] = Workspace.Domain,
            ["email_domain"] = "",
        },
    };

    public JsonObject UserInfo(ApiArguments arguments) => new()
    {
        ["user"] = Wire(Workspace.Member(arguments.Text("user")) ?? throw new ApiRefusedException("user_not_found")),
    };

    /// <summary>People of other companies are not listed, though they can be asked about.</summary>
    public JsonObject UserList(ApiArguments arguments) => new()
    {
        ["members"] = new JsonArray([.. Workspace.Members.Where(m => !m.IsStranger).Select(Wire)]),
        ["response_metadata"] = new JsonObject { ["next_cursor"] = "" },
    };

    public JsonObject GroupList(ApiArguments arguments) => new()
    {
        ["usergroups"] = new JsonArray([.. Workspace.Groups.Select(g => Wire(g, arguments.Flag("include_users")))]),
    };

    public JsonObject GroupUsers(ApiArguments arguments)
    {
        var group = Workspace.Groups.FirstOrDefault(g => g.Id == arguments.Text("usergroup")) ?? throw new ApiRefusedException("no_such_subteam");
        return new JsonObject { ["users"] = new JsonArray([.. group.Users.Select(u => JsonValue.Create(u))]) };
    }

    private static TimeZoneInfo Zone(Member member) => TimeZoneInfo.FindSystemTimeZoneById(member.TimeZone);

    private JsonObject Wire(Member member)
    {
        var json = new JsonObject
        {
            ["id"] = member.Id,
            ["team_id"] = member.Team,
            ["name"] = member.Name,
            ["deleted"] = false,
            ["real_name"] = member.RealName,
            ["tz"] = member.TimeZone,
            ["tz_label"] = Zone(member).StandardName,
            ["tz_offset"] = (int)Zone(member).GetUtcOffset(time.GetUtcNow()).TotalSeconds,
            ["profile"] = new JsonObject
            {
                ["real_name"] = member.RealName,
                ["display_name"] = member.Name,
                ["title"] = member.About,
                ["team"] = member.Team,
            },
            ["is_admin"] = false,
            ["is_owner"] = false,
            ["is_primary_owner"] = false,
            ["is_restricted"] = member.IsGuest,
            ["is_ultra_restricted"] = false,
            ["is_bot"] = member.IsBot,
            ["is_app_user"] = false,
        };
        if (member.IsStranger)
            json["is_stranger"] = true;
        return json;
    }

    private static JsonObject Wire(UserGroup group, bool withUsers)
    {
        var json = new JsonObject
        {
            ["id"] = group.Id,
            ["team_id"] = Workspace.Team,
            ["is_usergroup"] = true,
            ["name"] = group.Name,
            ["handle"] = group.Handle,
            ["description"] = "",
            ["is_external"] = false,
            ["date_delete"] = 0,
            ["user_count"] = group.Users.Count,
        };
        if (withUsers)
            json["users"] = new JsonArray([.. group.Users.Select(u => JsonValue.Create(u))]);
        return json;
    }
}
