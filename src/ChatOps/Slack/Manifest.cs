using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOps.Slack;

/// <summary>The description of the app that a new Slack app is made from, see https://docs.slack.dev/reference/app-manifest.</summary>
public static class Manifest
{
    /// <summary>What the bot may do, and why. Nothing is asked for that is not used.</summary>
    public static readonly IReadOnlyList<(string Scope, string Why)> Scopes =
    [
        ("commands", "receive /deploy, /promote, /rollback and /release"),
        ("chat:write", "post cards and answers, and edit its own cards, in channels it was invited to"),
        ("users:read", "tell members from guests, bots and people of other workspaces when they act, and in which time zone they are"),
        ("usergroups:read", "look up who is in an approver group when somebody votes or is reminded"),
        ("channels:history", "find its own message again when Slack did not say whether a post arrived"),
        ("groups:history", "the same in private channels"),
    ];

    /// <summary>Who is in a group is remembered for a minute at most; these end that minute.</summary>
    private static readonly string[] Events = ["user_change", "subteam_created", "subteam_updated", "subteam_members_changed"];

    private static readonly (string Command, string Description, string Usage)[] Commands =
    [
        ("/deploy", "Deploy a CI run to an environment", "[project] staging run 1234 [at 14:00] | [project] staging last [every weekday 6:00]"),
        ("/promote", "Promote a release to the next environment", "[project] run 1234 to production"),
        ("/rollback", "Go back to what ran before", "[project] production [to run 1233]"),
        ("/release", "Status, history and more", "status | history [environment] | why staging run 1234 | diff production | start | lock staging for 2h because … | unlock staging | hold … | freeze \"reason\" | schedules | notify #channel weekdays 9:00 | notes production | subscribe [me] | link | help"),
    ];

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="url">Where Slack reaches the bot over HTTPS; null for Socket Mode, which needs no address.</param>
    public static string Print(Uri? url)
    {
        var root = url?.ToString().TrimEnd('/');
        var interactivity = new JsonObject { ["is_enabled"] = true };
        if (root is not null)
        {
            interactivity["request_url"] = $"{root}/slack/action";
            interactivity["message_menu_options_url"] = $"{root}/slack/options";
        }

        var events = new JsonObject { ["bot_events"] = new JsonArray([.. Events.Select(e => JsonValue.Create(e))]) };
        if (root is not null) events["request_url"] = $"{root}/slack/event";

        var manifest = new JsonObject
        {
            ["display_information"] = new JsonObject
            {
                ["name"] = "ChatOps",
                ["description"] = "Deploys releases from the channel: run, approve, promote, roll back",
                ["background_color"] = "#1d3557",
            },
            ["features"] = new JsonObject
            {
                ["bot_user"] = new JsonObject { ["display_name"] = "ChatOps", ["always_online"] = true },
                ["slash_commands"] = new JsonArray([.. Commands.Select(c => Command(c, root))]),
            },
            ["oauth_config"] = new JsonObject
            {
                ["scopes"] = new JsonObject { ["bot"] = new JsonArray([.. Scopes.Select(s => JsonValue.Create(s.Scope))]) },
            },
            ["settings"] = new JsonObject
            {
                ["event_subscriptions"] = events,
                ["interactivity"] = interactivity,
                ["org_deploy_enabled"] = false,
                ["socket_mode_enabled"] = root is null,
                ["token_rotation_enabled"] = false,
            },
        };
        return manifest.ToJsonString(Readable);
    }

    private static JsonObject Command((string Command, string Description, string Usage) command, string? root)
    {
        var json = new JsonObject
        {
            ["command"] = command.Command,
            ["description"] = command.Description,
            ["usage_hint"] = command.Usage,
            // The text is parsed as it was typed, not with names turned into links; only /release is told of people, and needs to know who they are.
            ["should_escape"] = command.Command == "/release",
        };
        if (root is not null) json["url"] = $"{root}/slack/command";
        return json;
    }
}
