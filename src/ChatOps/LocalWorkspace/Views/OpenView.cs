using System.Text.Json;

namespace ChatOps.LocalWorkspace.Views;

/// <summary>A modal that is open before somebody.</summary>
/// <param name="Hash">Changes with the view, so that an update meant for an older one is refused.</param>
internal sealed record OpenView(string Id, string User, string Hash, JsonElement Json)
{
    public string Text(string name) => Json.TryGetProperty(name, out var value) ? value.ToString() : "";
}
