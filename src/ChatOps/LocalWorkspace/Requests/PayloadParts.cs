using System.Text.Json.Nodes;

namespace ChatOps.LocalWorkspace.Requests;

/// <summary>What clicks and modals have in common.</summary>
internal static class PayloadParts
{
    public static JsonObject User(Member member) => new()
    {
        ["id"] = member.Id,
        ["username"] = member.Name,
        ["name"] = member.Name,
        ["team_id"] = member.Team,
    };

    /// <summary>The workspace that the bot is installed in, also when the person is from another one.</summary>
    public static JsonObject Team() => new() { ["id"] = Workspace.Team, ["domain"] = Workspace.Domain };
}
