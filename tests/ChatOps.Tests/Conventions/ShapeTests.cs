using System.Text.RegularExpressions;
using ChatOps.Domain.Pipelines;

namespace ChatOps.Tests.Conventions;

/// <summary>Folders, files and names, so that "where does this live?" has one answer.</summary>
public sealed partial class ShapeTests
{
    private static readonly string[] DomainWords =
        ["Projects", "Pipelines", "Releases", "Environments", "Gates", "Approvals", "Deployments", "Strategies", "Schedules", "Audit"];

    private static readonly string[] BotWords =
    [
        "Slack", "Commands", "Projects", "Pipelines", "Releases", "Artifacts", "CiSources", "Environments", "Gates", "Approvals", "Deployments",
        "Strategies", "Targets", "Schedules", "Notifications", "Audit", "LocalWorkspace", "Persistence", "Jobs", "Hosting",
    ];

    [Fact]
    public void Both_projects_are_cut_by_the_same_words()
    {
        Assert.Empty(FoldersOf("src/ChatOps.Domain").Except(DomainWords));
        Assert.Empty(FoldersOf("src/ChatOps").Except([.. BotWords, "Properties"]));
    }

    [Fact]
    public void A_namespace_is_the_path_of_its_folder()
    {
        var files = Repository.Files("src/ChatOps", "*.cs").Concat(Repository.Files("src/ChatOps.Domain", "*.cs")).Where(f => f != "src/ChatOps/Program.cs");
        Assert.DoesNotContain(files, f => Namespace().Match(Repository.Read(f)).Groups["name"].Value != Path.GetDirectoryName(f)!.Replace('\\', '/')["src/".Length..].Replace('/', '.'));
    }

    [Fact]
    public void No_file_is_longer_than_a_reader_accepts() =>
        Assert.DoesNotContain(Repository.Files("src", "*.cs"), f => Repository.Read(f).Count(c => c == '\n') > 300);

    [Fact]
    public void Names_say_what_a_thing_is()
    {
        var types = typeof(Program).Assembly.GetTypes().Concat(typeof(PipelineRun).Assembly.GetTypes()).Where(t => !t.Name.Contains('<'));
        Assert.DoesNotContain(types, t => Vague().IsMatch(t.Name.Split('`')[0]));
    }

    [Fact]
    public void At_the_top_lies_only_what_was_agreed()
    {
        string[] agreed = ["ChatOps.sln", "README.md", "appsettings.example.json", "migrations", "src", "tests", "Directory.Build.props", "Directory.Packages.props", "LICENSE"];
        // Somebody's own settings, and what tools leave, are not in the repository.
        string[] ignored = ["appsettings.json", "TestResults", "node_modules"];
        var there = Directory.EnumerateFileSystemEntries(Repository.Root).Select(f => Path.GetFileName(f)).Where(f => !f.StartsWith('.'));
        Assert.Empty(there.Except([.. agreed, .. ignored]));
        Assert.All(agreed, f => Assert.True(Repository.Has(f), f));
    }

    private static IEnumerable<string> FoldersOf(string project) =>
        Repository.Files(project, "*.cs").Select(f => f[(project.Length + 1)..].Split('/')).Where(parts => parts.Length > 1).Select(parts => parts[0]).Distinct();

    [GeneratedRegex(@"^namespace (?<name>[A-Za-z.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Utilities|Service|Repository|Impl)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Vague();
}
