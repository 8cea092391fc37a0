using System.Security.Cryptography;
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

    public string DigestOf(long run) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Zip(run))));

    public string Folder(long run) => Path.Combine(Root, "runs", $"{run}");

    public void Change(long run, Action<JsonObject> change)
    {
        var file = Path.Combine(Folder(run), "run.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(json);
        File.WriteAllText(file, json.ToJsonString());
    }

    /// <summary>A later run: of the same commit and branch as another, with the very same bytes or with a byte more.</summary>
    public void Add(long run, long like, bool isSameBytes = false)
    {
        Copy(Folder(like), Folder(run));
        Change(run, json => json["id"] = run);
        if (isSameBytes) return;
        File.AppendAllText(Zip(run), $"{run}");
        File.WriteAllText(Path.Combine(Folder(run), "SHA256SUMS"), $"{DigestOf(run)}  shop.zip\n");
    }

    public void ChangeCommits(Action<JsonArray> change)
    {
        var file = Path.Combine(Root, "commits.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsArray();
        change(json);
        File.WriteAllText(file, json.ToJsonString());
    }

    /// <summary>Puts a file of evidence into a run, in place of one of that name; null takes it out.</summary>
    public void Evidence(long run, string name, string? text)
    {
        var sums = Path.Combine(Folder(run), "SHA256SUMS");
        File.WriteAllLines(sums, File.ReadAllLines(sums).Where(l => !l.EndsWith($"  {name}", StringComparison.Ordinal)));
        Change(run, json =>
        {
            var artifacts = json["artifacts"]!.AsArray();
            if (artifacts.FirstOrDefault(a => a!["name"]!.GetValue<string>() == name) is { } known) artifacts.Remove(known);
            if (text is not null) artifacts.Add(new JsonObject { ["name"] = name });
        });
        if (text is not null) File.WriteAllText(Path.Combine(Folder(run), "artifacts", name), text);
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
