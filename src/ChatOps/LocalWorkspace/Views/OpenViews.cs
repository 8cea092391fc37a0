using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.LocalWorkspace.Messages;

namespace ChatOps.LocalWorkspace.Views;

/// <summary>Which modals are open, and before whom.</summary>
internal sealed class OpenViews(TimeProvider time, ChangeFeed feed)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, OpenView> _views = [];
    private int _changes;

    public OpenView Open(string user, JsonElement json) =>
        Put(new OpenView("V" + RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 10), user, "", json));

    public OpenView Replace(OpenView view, JsonElement json) => Put(view with { Json = json });

    public OpenView? Find(string id)
    {
        lock (_lock)
            return _views.GetValueOrDefault(id);
    }

    public IReadOnlyList<OpenView> For(string user)
    {
        lock (_lock)
            return [.. _views.Values.Where(v => v.User == user)];
    }

    public void Close(OpenView view)
    {
        lock (_lock)
        {
            _views.Remove(view.Id);
            feed.Publish(new Change("view_closed", new JsonObject { ["id"] = view.Id }.ToJsonString(), view.User));
        }
    }

    private OpenView Put(OpenView view)
    {
        lock (_lock)
        {
            var hash = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeSeconds()}.{++_changes:D8}");
            var stored = _views[view.Id] = view with { Hash = hash };
            feed.Publish(new Change("view", ViewWire.Of(stored).ToJsonString(), view.User));
            return stored;
        }
    }
}
