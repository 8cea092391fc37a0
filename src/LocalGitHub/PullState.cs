using System.Text.Json.Nodes;

namespace LocalGitHub;

internal sealed class PullState(long number, string title, string[] commits)
{
    public string[] Commits => commits;

    public string By { get; set; } = "developer";

    public string[] Labels { get; set; } = [];

    public bool IsMerged { get; set; } = true;

    public JsonObject Told(RepositoryState repository)
    {
        var told = Shapes.Of("pull-request-simple", ("number", number), ("title", title), ("state", IsMerged ? "closed" : "open"), ("merged_at", IsMerged ? "2026-11-01T10:00:00Z" : null), ("user", Shapes.Account(By)),
            ("author_association", "MEMBER"),
            ("labels", new JsonArray([.. Labels.Select((l, i) => new JsonObject { ["id"] = i, ["node_id"] = "", ["url"] = "https://github.example/", ["name"] = l, ["description"] = "", ["color"] = "ffffff", ["default"] = false })])));
        foreach (var side in (string[])["base", "head"]) told[side]!["repo"] = repository.Told("https://github.example/");
        return told;
    }
}
