using System.Text.RegularExpressions;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Slack;

namespace ChatOps.Tests.Conventions;

/// <summary>What the README names is there, and what it says to type is understood.</summary>
public sealed partial class ReadmeTests
{
    private const int MostPictureBytes = 200_000;

    private static readonly string Readme = Repository.Read("README.md");

    [Fact]
    public void Every_path_it_names_is_there()
    {
        var paths = Path().Matches(Readme).Select(m => m.Groups["path"].Value).Distinct().ToList();
        Assert.True(paths.Count > 30, $"Only {paths.Count} paths were found.");
        Assert.DoesNotContain(paths, p => !Repository.Has(p));
    }

    [Fact]
    public void Every_folder_of_the_source_is_on_its_map()
    {
        var folders = Directory.EnumerateDirectories(System.IO.Path.Combine(Repository.Root, "src", "ChatOps"))
            .Concat(Directory.EnumerateDirectories(System.IO.Path.Combine(Repository.Root, "src", "ChatOps.Domain")))
            .Select(d => System.IO.Path.GetRelativePath(Repository.Root, d).Replace('\\', '/'))
            .Where(d => Repository.Files(d, "*.cs").Count > 0);
        Assert.DoesNotContain(folders, folder => !Readme.Contains($"`{folder}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_pictures_are_there_and_small()
    {
        var pictures = Picture().Matches(Readme).Select(m => m.Groups["path"].Value).ToList();
        Assert.Equal(4, pictures.Count);
        Assert.All(pictures, p => Assert.InRange(new FileInfo(System.IO.Path.Combine(Repository.Root, p)).Length, 1, MostPictureBytes));
    }

    [Fact]
    public void Its_links_within_lead_somewhere() => Assert.DoesNotContain(
        Link().Matches(Readme).Select(m => m.Groups["heading"].Value), heading => !Readme.Contains($"\n## {heading}\n", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void What_it_says_to_type_is_understood()
    {
        var typed = Typed().Matches(Readme).Select(m => m.Groups["command"].Value).Distinct().ToList();
        Assert.True(typed.Count > 10, $"Only {typed.Count} commands were found.");
        var parser = new CommandParser([Shop()], ("C1", "releases"));
        Assert.DoesNotContain(typed, t => parser.Parse(t.Split(' ')[0], t[t.IndexOf(' ', StringComparison.Ordinal)..]) is NotUnderstood);
    }

    [Fact]
    public void Its_table_of_scopes_is_the_manifests() => Assert.Equal(
        Manifest.Scopes.Select(s => s.Scope),
        Rows("| scope | is for |").Select(r => Code().Match(r).Groups["code"].Value));

    [Fact]
    public void Its_set_up_is_two_lines() =>
        Assert.Contains("```\ndotnet run --project src/ChatOps\ndotnet test\n```", Readme, StringComparison.Ordinal);

    private static IEnumerable<string> Rows(string head) =>
        Readme.Split('\n').SkipWhile(l => l != head).Skip(2).TakeWhile(l => l.StartsWith('|'));

    private static Project Shop() => new(
        "shop", ["releases"], [], Artifact: null, MaxArtifactBytes: 1, [],
        [new EnvironmentPolicy("staging", [], Approval: null), new EnvironmentPolicy("production", ["staging"], new ApprovalPolicy("approvers", 2, NotAuthors: false, TimeSpan.FromDays(1)))]);

    [GeneratedRegex(@"`(?<path>(src|tests|migrations|\.config)/[A-Za-z0-9_./]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Path();

    [GeneratedRegex(@"!\[[^\]]+\]\((?<path>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Picture();

    [GeneratedRegex(@"\]\(#(?<heading>[a-z-]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<command>/(deploy|promote|rollback|release) [a-z][^`]*)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Typed();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
