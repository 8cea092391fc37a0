using System.Text.Json.Nodes;

namespace ChatOps.Tests.FrontDoor;

/// <summary>A CI with no runs but those that the bot's own stages make, and two branches to make them of.</summary>
internal sealed class SourceCi
{
    public const string Commit = "5f0c9b1f6b7e4a4d8a0c2f9b3f9d7d1e6c2a4b80", Before = "0a9d3c5e7f1b2a4c6d8e0f1a3b5c7d9e1f2a4b6c", Version = "2.0.0";

    public SourceCi(BotSettings settings)
    {
        Root = Path.Combine(settings.Folder, "source-ci");
        Made = Path.Combine(settings.Folder, "ci", "shop");
        Directory.CreateDirectory(Path.Combine(Root, "runs"));
        foreach (var folder in (string[])["main", "later"]) Write(Path.Combine("source", folder, "app.txt"), $"the shop of {folder}\n");
        Branches(("main", Commit, Version, "main"), ("release/2", Commit, Version, "main"));
        Commits("""[{"sha":"5f0c9b1f6b7e4a4d8a0c2f9b3f9d7d1e6c2a4b80","parent":"0a9d3c5e7f1b2a4c6d8e0f1a3b5c7d9e1f2a4b6c","author":"developer","title":"Sell hats","paths":["shop/hats.txt"]},{"sha":"0a9d3c5e7f1b2a4c6d8e0f1a3b5c7d9e1f2a4b6c","parent":null,"author":"developer","title":"Begin","paths":["shop/app.txt"]}]""");
        settings.Without("Projects:shop:CiStages").Set("Projects:shop:Ci:Root", Root).Set("Projects:shop:Artifact", "shop.bin");
    }

    public string Root { get; }

    /// <summary>Where the bot writes what it makes and asks for: what was shipped is never written to.</summary>
    public string Made { get; }

    public string Source => Path.Combine(Root, "source", "main");

    public void Branches(params (string Name, string Commit, string Version, string Folder)[] branches) =>
        Write("source/branches.json", new JsonObject(branches.Select(b => KeyValuePair.Create<string, JsonNode?>(
            b.Name, new JsonObject { ["commit"] = b.Commit, ["version"] = b.Version, ["folder"] = b.Folder }))).ToJsonString());

    public void Commits(string json) => Write("commits.json", json);

    /// <summary>The requests that lie there for whoever does the CI's work: their files without the ending, and what they ask for.</summary>
    public IReadOnlyList<(string File, JsonObject Asked)> Requests() => !Directory.Exists(Path.Combine(Made, "requests")) ? [] :
        [.. Directory.GetFiles(Path.Combine(Made, "requests"), "*.json").Select(f => (f[..^".json".Length], JsonNode.Parse(File.ReadAllText(f))!.AsObject()))];

    /// <summary>CI's record of a run that does work for a stage.</summary>
    public void Run(long id, string conclusion, string jobs = "[]") => Write($"runs/{id}/run.json",
        $$"""{"id":{{id}},"attempt":1,"branch":"main","commit":"{{Commit}}","version":"0","actor":"ci","startedAt":"2026-11-01T10:00:00Z","conclusion":"{{conclusion}}","jobs":{{jobs}},"artifacts":[]}""");

    // Whole or not at all: the bot may look at any moment.
    private void Write(string name, string text)
    {
        var file = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText($"{file}.draft", text);
        File.Move($"{file}.draft", file, overwrite: true);
    }
}
