using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.LocalWorkspace.Blocks;
using ChatOps.LocalWorkspace.Requests;
using ChatOps.LocalWorkspace.Views;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary><c>views.*</c></summary>
internal sealed class ViewMethods(OpenViews views, Triggers triggers)
{
    public JsonObject Open(ApiArguments arguments)
    {
        var json = ReadView(arguments);
        if (!arguments.Has("trigger_id"))
            throw new ApiRefusedException("invalid_arguments", ["[ERROR] missing required field: trigger_id"]);
        var user = triggers.Exchange(arguments.Text("trigger_id"));
        return new JsonObject { ["view"] = ViewWire.Of(views.Open(user, json)) };
    }

    public JsonObject Update(ApiArguments arguments)
    {
        var json = ReadView(arguments);
        var view = views.Find(arguments.Text("view_id")) ?? throw new ApiRefusedException("not_found");
        if (arguments.Has("hash") && arguments.Text("hash") != view.Hash)
            throw new ApiRefusedException("hash_conflict");
        return new JsonObject { ["view"] = ViewWire.Of(views.Replace(view, json)) };
    }

    private static JsonElement ReadView(ApiArguments arguments)
    {
        var json = arguments.Json("view", "invalid_arguments")
            ?? throw new ApiRefusedException("invalid_arguments", ["[ERROR] missing required field: view"]);
        return CheckedView(json);
    }

    /// <returns>The view, with an id for each block.</returns>
    public static JsonElement CheckedView(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new ApiRefusedException("invalid_arguments", ["[ERROR] must be an object [json-pointer:/view]"]);
        var faults = BlockRules.OfView(json);
        if (faults.Any)
            throw new ApiRefusedException("invalid_arguments", faults.Messages);
        var view = JsonSerializer.SerializeToNode(json)!.AsObject();
        view["blocks"] = JsonSerializer.SerializeToNode(BlockIds.Assign(json.GetProperty("blocks")));
        return JsonSerializer.SerializeToElement(view);
    }
}
