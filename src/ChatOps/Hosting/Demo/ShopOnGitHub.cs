using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ChatOps.CiSources.Local;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using LocalGitHub;

namespace ChatOps.Hosting.Demo;

/// <summary>The demo's shop as a repository on GitHub: the runs of its CI with their artifacts, and a workflow that deploys them.</summary>
internal sealed class ShopOnGitHub : IAsyncDisposable
{
    /// <summary>The environment that the workflow deploys to.</summary>
    public const string Showroom = "showroom";

    private const string Repository = "octo/shop", Artifact = "shop", Deploy = "deploy.yml";

    private readonly string _key;
    private readonly string _secret = RandomNumberGenerator.GetHexString(64, lowercase: true);
    private Webhooks? _webhooks;

    private ShopOnGitHub(GitHubDouble gitHub, string key)
    {
        (GitHub, Shop, _key) = (gitHub, gitHub.Repository(Repository), key);
        Shop.Workflows[Deploy] = ["run_id", "digest", "environment", "correlation"];
        // Checks are written by Apps alone, and this is one.
        gitHub.Rights.Installed.Remove("checks=read");
        gitHub.Rights.Installed.Add("checks=write");
    }

    public GitHubDouble GitHub { get; }

    public RepositoryState Shop { get; }

    public Webhooks Webhooks => _webhooks ?? throw new InvalidOperationException("Nobody is told yet.");

    public static async Task<ShopOnGitHub> Begin(DataFolder data)
    {
        var shop = new ShopOnGitHub(await GitHubDouble.Start(), data.File("github-app.pem"));
        Directory.CreateDirectory(data.Root);
        await File.WriteAllTextAsync(shop._key, shop.GitHub.Rights.PrivateKey);
        await shop.Commit();
        var ci = new LocalCiSource(new LocalCiOptions(), TimeProvider.System);
        for (var id = 1233L; await ci.Find(id, CancellationToken.None) is { } run; id++) await shop.Add(run, ci);
        return shop;
    }

    /// <summary>From now on webhooks go to this bot.</summary>
    public void Tells(Uri bot) => _webhooks = new(new(bot, "github/webhook"), _secret);

    /// <summary>What the bot is told: where GitHub is, as which App it comes, and that a workflow deploys to the showroom.</summary>
    public string[] Settings()
    {
        const string Project = "--Projects:shop:", Room = $"{Project}Environments:{Showroom}:";
        return
        [
            $"--GitHub:ApiUrl={GitHub.Address}", "--GitHub:Token=", $"--GitHub:AppId={Rights.AppId}", $"--GitHub:PrivateKeyPath={_key}", $"--GitHub:WebhookSecret={_secret}",
            $"{Project}Ci:Kind=GitHub", $"{Project}Ci:Repository={Repository}", $"{Project}Ci:Workflow=ci.yml", $"{Project}Artifact={Artifact}",
            $"{Project}Pipeline:0:Name=staging", $"{Project}Pipeline:0:Kind=Deploy", $"{Project}Pipeline:0:To=staging",
            $"{Project}Pipeline:1:Name={Showroom}", $"{Project}Pipeline:1:Kind=Deploy", $"{Project}Pipeline:1:To={Showroom}", $"{Project}Pipeline:1:Needs:0=staging",
            $"{Project}Pipeline:2:Name=production", $"{Project}Pipeline:2:Kind=Deploy", $"{Project}Pipeline:2:To=production", $"{Project}Pipeline:2:Needs:0=staging",
            $"{Room}After:0=staging", $"{Room}Approval:Count=1", $"{Room}Approval:Group=approvers", $"{Room}Target:Kind=GitHubWorkflow", $"{Room}Target:Workflow={Deploy}",
        ];
    }

    public RunState Run(long id) => Shop.Runs.ToList().Single(r => r.Id == id);

    /// <summary>The newest run of the workflow that deploys; null: there is none.</summary>
    public RunState? Deploying() => Shop.Runs.ToList().LastOrDefault(r => r.Workflow == Deploy);

    /// <summary>What the API tells of the artifact's bytes.</summary>
    public string DigestOf(long run) => Convert.ToHexStringLower(SHA256.HashData(Made(run).Bytes));

    /// <summary>The workflow's own work: it fetches the artifact of the run it was given, and goes on only with the bytes it was told of.</summary>
    /// <returns>The digest of what it put into the showroom.</returns>
    public string Perform(RunState work)
    {
        var digest = DigestOf((long)JsonNode.Parse((string)work.Inputs!["run_id"]!)!);
        work.Ends(digest == (string)work.Inputs["digest"]! ? "success" : "failure");
        return digest;
    }

    public async ValueTask DisposeAsync()
    {
        _webhooks?.Dispose();
        await GitHub.End();
        File.Delete(_key);
    }

    private ArtifactState Made(long run) => Shop.Artifacts.Single(a => a.Run == run && a.Name == Artifact);

    private async Task Commit()
    {
        var list = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "demo", "ci", "commits.json")))!.AsArray();
        Shop.Commits.Clear();
        foreach (var commit in list.Reverse().OfType<JsonObject>())
        {
            var (sha, author, title) = ((string)commit["sha"]!, (string)commit["author"]!, (string)commit["title"]!);
            Shop.Commits.Add(new(sha, (string?)commit["parent"], author, author, title, []));
            var pull = Shop.Pull(title, sha);
            (pull.By, pull.Labels) = (author, [title.StartsWith("Round", StringComparison.Ordinal) ? "bug" : "feature"]);
        }
    }

    private async Task Add(CiRun made, LocalCiSource ci)
    {
        var run = Shop.Run(made.Id, made.Commit, WordOf(made.Conclusion), made.Branch);
        Shop.Branches[made.Branch] = made.Commit;
        run.Jobs.Clear();
        foreach (var job in made.Jobs) run.Jobs.Add(new(job.Name, Conclusion: WordOf(job.Conclusion)));

        // On GitHub every artifact is a zip: the shop is one already, its reports become one.
        using var reports = new MemoryStream();
        using (var zip = new ZipArchive(reports, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var offered in made.Artifacts)
            {
                await using var from = await ci.Open(made.Id, made.Attempt, offered.Name, CancellationToken.None);
                if (offered.Name == $"{Artifact}.zip") Offer(made.Id, Artifact, await Whole(from), offered.Digest);
                else await using (var entry = await zip.CreateEntry(offered.Name).OpenAsync()) await from.CopyToAsync(entry);
            }
        }

        Offer(made.Id, "reports", reports.ToArray(), digest: null);
    }

    private void Offer(long run, string name, byte[] bytes, Digest? digest)
    {
        var file = Shop.Artifact(run, name, bytes);
        file.Digest = digest is { } told ? $"sha256:{told.Hex}" : null;
        file.ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(90).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
    }

    private static async Task<byte[]> Whole(Stream from)
    {
        using var whole = new MemoryStream();
        await from.CopyToAsync(whole);
        return whole.ToArray();
    }

    private static string WordOf(CiConclusion conclusion) => conclusion.ToString().ToLowerInvariant();
}
