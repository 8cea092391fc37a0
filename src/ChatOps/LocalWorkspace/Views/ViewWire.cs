using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOps.LocalWorkspace.Views;

/// <summary>A modal in Slack's JSON.</summary>
internal static class ViewWire
{
    public static JsonObject Of(OpenView view, JsonObject? values = null)
    {
        var json = JsonSerializer.SerializeToNode(view.Json)!.AsObject();
        json["id"] = view.Id;
        json["team_id"] = Workspace.Team;
        json["app_id"] = Workspace.App;
        json["app_installed_team_id"] = Workspace.Team;
        json["bot_id"] = Workspace.BotId;
        json["hash"] = view.Hash;
        json["private_metadata"] = view.Text("private_metadata");
        json["callback_id"] = view.Text("callback_id");
        json["external_id"] = view.Text("external_id");
        json["submit"] ??= null;
        json["close"] ??= null;
        json["clear_on_close"] ??= false;
        json["notify_on_close"] ??= false;
        json["previous_view_id"] = null;
        json["root_view_id"] = view.Id;
        json["state"] = new JsonObject { ["values"] = values ?? new JsonObject() };
        return json;
    }
}
