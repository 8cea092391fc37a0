using System.Text.Json.Nodes;

namespace ChatOps.Tests.FrontDoor;

/// <summary>A copy of the demo's CI that a test may change.</summary>
internal sealed class ShopCi
{
    public ShopCi(BotSettings settings)
    {
        Root = Path.Combine(settings.Folder, "ci");
        Copy(Path.Combine(AppContext.BaseDirectory, "demo", "ci"), Root);
        settings.Set("Projects:shop:Ci:Root", Root);
    }

    public string Root { get; }

    public string Zip(long run) => Path.Combine(Folder(run), "artifacts", "shop.zip");

    public string Folder(long run) => Path.Combine(Root, "runs", $"{run}");

    public void Change(long run, Action<JsonObject> change)
    {
        var file = Path.Combine(Folder(run), "run.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(json);
        File.WriteAllText(file, json.ToJsonString());
    }

    public void ChangeCommits(Action<JsonArray> change)
    {
        var file = Path.Combine(Root, "commits.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsArray();
        change(json);
        File.WriteAllText(file, json.ToJsonString());
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
