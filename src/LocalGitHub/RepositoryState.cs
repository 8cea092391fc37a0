using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalGitHub;

/// <summary>What the double knows of a repository.</summary>
internal sealed class RepositoryState(string fullName)
{
    public string FullName => fullName;

    public bool IsPrivate { get; set; } = true;

    public string DefaultBranch { get; set; } = "main";

    /// <summary>Name to newest commit.</summary>
    public Dictionary<string, string> Branches { get; } = [];

    public List<CommitState> Commits { get; } = [];

    public List<RunState> Runs { get; } = [];

    public List<ArtifactState> Artifacts { get; } = [];

    public List<DeploymentState> Deployments { get; } = [];

    /// <summary>The checks that were written, as they were sent.</summary>
    public List<JsonObject> Checks { get; } = [];

    public List<PullState> Pulls { get; } = [];

    /// <summary>The files of every commit.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Digest to the bundles that name it.</summary>
    public Dictionary<string, string[]> Attestations { get; } = [];

    /// <summary>How a bundle lies in storage, of which an answer then tells the address alone; null: the answer holds it.</summary>
    public Func<string, StoredFile>? StoresBundles { get; set; }

    /// <summary>File name to the inputs that it declares.</summary>
    public Dictionary<string, string[]> Workflows { get; } = new() { ["ci.yml"] = [] };

    /// <summary>Packed files of a commit, whatever they hold; null: made of <see cref="Files"/>.</summary>
    public byte[]? Tarball { get; set; }

    public string Commit(string message, string? login = "developer", params string[] files) => Commit(message, Branches.GetValueOrDefault(DefaultBranch), login, files);

    public string Commit(string message, string? parent, string? login, string[] files, string? branch = null)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{fullName} {Commits.Count} {message} {parent}")))[..40];
        Commits.Add(new(sha, parent, login, "Some One", message, files));
        Branches[branch ?? DefaultBranch] = sha;
        return sha;
    }

    public RunState Run(long id, string? commit = null, string conclusion = "success", string branch = "main", string workflow = "ci.yml")
    {
        var run = new RunState(id, commit ?? Branches.GetValueOrDefault(branch) ?? Commit("Begin"), branch, workflow) { Conclusion = conclusion };
        foreach (var job in (string[])["build", "test", "security scan"]) run.Jobs.Add(new(job));
        Runs.Add(run);
        return run;
    }

    /// <summary>A pull request that these commits came by.</summary>
    public PullState Pull(string title, params string[] commits)
    {
        var pull = new PullState(12 + Pulls.Count, title, commits);
        Pulls.Add(pull);
        return pull;
    }

    public ArtifactState Artifact(long run, string name, byte[] bytes)
    {
        var artifact = new ArtifactState(1000 + Artifacts.Count, run, name, bytes);
        Artifacts.Add(artifact);
        return artifact;
    }

    public JsonObject Told(string api) => Shapes.Of("full-repository",
        ("full_name", fullName), ("name", fullName.Split('/')[1]), ("private", IsPrivate), ("default_branch", DefaultBranch), ("has_downloads", true), ("owner", Shapes.Account(fullName.Split('/')[0])),
        ("url", $"{api}repos/{fullName}"));

    public JsonObject Named() => Named(fullName);

    public static JsonObject Named(string name) => Shapes.Of("minimal-repository", ("full_name", name), ("name", name.Split('/')[1]), ("owner", Shapes.Account(name.Split('/')[0])));
}

internal sealed record CommitState(string Sha, string? Parent, string? Login, string Name, string Message, string[] Files);

internal sealed class RunState(long id, string commit, string branch, string workflow)
{
    public long Id => id;

    public string Commit { get; set; } = commit;

    public string Branch => branch;

    public string Workflow { get; set; } = workflow;

    public int Attempt { get; set; } = 1;

    public string Status { get; set; } = "completed";

    public string? Conclusion { get; set; }

    public string Event { get; set; } = "push";

    public string Title { get; set; } = "Sell hats";

    /// <summary>Where its commit comes from, if not from the repository itself.</summary>
    public string? Fork { get; set; }

    public string StartedAt { get; set; } = "2026-11-02T09:12:00Z";

    public List<JobState> Jobs { get; } = [];

    /// <summary>The inputs of a dispatched one.</summary>
    public JsonObject? Inputs { get; set; }

    public bool IsCancelled { get; set; }

    /// <summary>Whom it waits for.</summary>
    public List<PendingState> Pending { get; } = [];

    /// <summary>What they answered.</summary>
    public List<GivenState> Given { get; } = [];

    public void WaitsFor(params PendingState[] pending)
    {
        Pending.AddRange(pending);
        Status = "waiting";
    }

    public void Answer(IReadOnlyList<PendingState> asks, string state, string login, string comment)
    {
        // First how it goes on: whoever sees that nobody is asked any more may go by that.
        Given.AddRange(asks.Select(ask => new GivenState(state, login, comment, ask.Name)));
        if (state == "rejected")
        {
            Jobs[0] = new("deploy", "completed", "failure");
            (Status, Conclusion) = ("completed", "failure");
        }
        else if (Pending.Count == asks.Count) IsAt(1);

        foreach (var ask in asks) Pending.Remove(ask);
    }

    /// <summary>It works, at this step of three.</summary>
    public void IsAt(int step)
    {
        string[] names = ["Fetch the artifact", "Check its digest", "Put it there"];
        Jobs.Clear();
        Jobs.Add(new("deploy", "in_progress", null) { Steps = [.. names.Select((n, i) => (n, i < step - 1 ? "completed" : i == step - 1 ? "in_progress" : "queued"))] });
        (Status, Conclusion) = ("in_progress", null);
    }

    public void Ends(string conclusion)
    {
        IsAt(3);
        Jobs[0] = Jobs[0] with { Status = "completed", Conclusion = conclusion, Steps = [("Fetch the artifact", "completed"), ("Check its digest", "completed")], FailedStep = conclusion == "success" ? null : "Put it there" };
        (Status, Conclusion) = ("completed", conclusion);
    }

    public JsonObject Told(RepositoryState repository) => Shapes.Of("workflow-run",
        ("id", id), ("head_branch", branch), ("head_sha", Commit), ("run_number", id % 1000), ("run_attempt", Attempt), ("event", Event), ("status", Status), ("conclusion", Conclusion),
        ("path", $".github/workflows/{Workflow}"), ("name", "CI"), ("display_title", Title), ("run_started_at", StartedAt), ("created_at", StartedAt), ("workflow_id", 7),
        ("actor", Shapes.Account("developer")), ("triggering_actor", Shapes.Account("developer")),
        ("repository", repository.Named()), ("head_repository", RepositoryState.Named(Fork ?? repository.FullName)));
}

internal sealed record JobState(string Name, string Status = "completed", string? Conclusion = "success", string? FailedStep = null)
{
    /// <summary>Name and status of each, once it has begun.</summary>
    public (string Name, string Status)[] Steps { get; init; } = [];

    public JsonObject Told(RunState run) => Shapes.Of("job",
        ("name", Name), ("run_id", run.Id), ("head_sha", run.Commit), ("status", Status), ("conclusion", Conclusion), ("started_at", run.StartedAt),
        ("completed_at", Status == "completed" ? run.StartedAt : null),
        ("steps", new JsonArray([.. Steps.Select((s, i) => Step(s.Name, s.Status, s.Status == "completed" ? "success" : null, i + 1)), .. FailedStep is null ? [] : new JsonNode[] { Step(FailedStep, "completed", "failure", Steps.Length + 1) }])));

    private static JsonObject Step(string name, string status, string? conclusion, int number) => new() { ["name"] = name, ["status"] = status, ["conclusion"] = conclusion, ["number"] = number };
}

internal sealed record ArtifactState(long Id, long Run, string Name, byte[] Bytes)
{
    public bool IsExpired { get; set; }

    /// <summary>GitHub has none for older uploads.</summary>
    public bool HasDigest { get; set; } = true;

    /// <summary>What the API says of the bytes, if not what they have.</summary>
    public string? Digest { get; set; }

    /// <summary>What the API says of their number, if not how many there are.</summary>
    public long? Size { get; set; }

    public string ExpiresAt { get; set; } = "2027-01-31T09:20:00Z";

    public JsonObject Told() => Shapes.Of("artifact",
        ("id", Id), ("name", Name), ("size_in_bytes", Size ?? Bytes.Length), ("expired", IsExpired), ("created_at", "2026-11-02T09:20:00Z"), ("expires_at", ExpiresAt),
        ("digest", HasDigest ? Digest ?? $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Bytes))}" : null));
}
