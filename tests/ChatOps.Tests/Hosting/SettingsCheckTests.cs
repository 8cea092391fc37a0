using ChatOps.Hosting;
using ChatOps.Tests.Conventions;
using Microsoft.Extensions.Configuration;

namespace ChatOps.Tests.Hosting;

/// <summary>Every fault is told at once, each with its key.</summary>
public sealed class SettingsCheckTests
{
    private const string Staging = "Projects:shop:Environments:staging";
    private const string Production = "Projects:shop:Environments:production";

    [Fact]
    public void Good_settings_have_no_fault() => Assert.Empty(Faults(isDevelopment: false));

    [Theory]
    [InlineData("Slack:BotToken", "", "Slack:BotToken is missing")]
    [InlineData("Slack:SigningSecret", "", "Slack:SigningSecret and Slack:AppToken are both missing")]
    [InlineData("Slack:AppToken", "xoxb-not-an-app-token", "Slack:AppToken is not an app-level token")]
    [InlineData("Slack:ApiUrl", "slack.com/api", "Slack:ApiUrl is not an address")]
    [InlineData("Slack:BotTokn", "xoxb-a-token", "Slack:BotTokn is no setting. Did you mean BotToken?")]
    [InlineData("Database:Provider", "Oracle", "Database:Provider must be one of Sqlite, PostgreSql, and is \"Oracle\"")]
    [InlineData("Database:Provider", "7", "Database:Provider must be one of")]
    [InlineData("Database:ConnectionString", "", "Database:ConnectionString is empty")]
    [InlineData("Artifacts:KeepReleases", "0", "Artifacts:KeepReleases must be above 0")]
    [InlineData("Artifacts:KeepPromoted", "-1", "Artifacts:KeepPromoted must not be below 0")]
    [InlineData("Artifacts:KeepFor", "-00:00:01", "Artifacts:KeepFor must not be below 0")]
    [InlineData("Artifacts:CleanupAt", "3 am", "Artifacts:CleanupAt must be a time of day in UTC such as 03:00, and is \"3 am\"")]
    [InlineData("Projects:shop:Ci:Root", "", "Projects:shop:Ci:Root is missing")]
    [InlineData("Projects:shop:Ci:Repository", "octo/shop", "Projects:shop:Ci:Repository has no effect while Projects:shop:Ci:Kind is Local")]
    [InlineData("GitHub:ApiUrl", "github", "GitHub:ApiUrl is not an address")]
    [InlineData("GitHub:ApiUrl", "http://github.shop.example/api/v3", "GitHub:ApiUrl must begin with https://")]
    [InlineData("GitHub:ApiUrl", "https://me:secret@github.shop.example/api/v3", "GitHub:ApiUrl must be the address alone")]
    [InlineData("GitHub:Token", "two words", "GitHub:Token holds characters that no token has")]
    [InlineData("GitHub:WebhookSecret", "a secret ", "GitHub:WebhookSecret begins or ends with a blank")]
    [InlineData("GitHub:ClientId", "my App", "GitHub:ClientId is no App's client id")]
    [InlineData("GitHub:AppId", "4711", "GitHub:PrivateKeyPath is missing")]
    [InlineData("GitHub:PrivateKeyPath", "app.pem", "GitHub:AppId is missing, and GitHub:PrivateKeyPath is set")]
    [InlineData("Projects:shop:Notes:Payments:0", " ", "Projects:shop:Notes:Payments holds no label, or an empty one")]
    [InlineData("Projects:shop:Risks:breaking:0", "label: ", "Projects:shop:Risks:breaking holds no pattern, or an empty one; write one such as migrations/**, or a label such as label:breaking")]
    [InlineData("Projects:shop:TimeZone", "Europe/Berln", "Projects:shop:TimeZone can't be read: \"Europe/Berln\" is no known time zone; did you mean Europe/Berlin?")]
    [InlineData("Schedules:Missed", "Later", "Schedules:Missed must be one of Run, Skip, and is \"Later\"")]
    [InlineData("Schedules:MissedWithin", "00:00:00", "Schedules:MissedWithin must be above 0; to leave out what was missed, set Schedules:Missed to Skip")]
    [InlineData("Reminders:WorkingHours", "Mon-Fri 9 to 17", "Reminders:WorkingHours can't be read. \"9\" is no from-to")]
    [InlineData("Reminders:ApprovalAfter", "00:00:00", "Reminders:ApprovalAfter must be above 0")]
    [InlineData("Reminders:ApprovalEvery", "-00:00:01", "Reminders:ApprovalEvery must be above 0")]
    [InlineData("Reminders:StaleAfter", "soon", "Reminders:StaleAfter must be a time such as")]
    [InlineData("Projects:shop:MaxArtifactMegabytes", "0", "Projects:shop:MaxArtifactMegabytes must be above 0")]
    [InlineData("Projects:shop:MaxArtifactMegabytes", "much", "Projects:shop:MaxArtifactMegabytes must be a whole number")]
    [InlineData("Projects:shop:Groups:approvers", "@approvers", "Projects:shop:Groups:approvers must be a list")]
    [InlineData(Staging + ":Aproval:Count", "2", Staging + ":Aproval is no setting. Did you mean Approval?")]
    [InlineData(Staging + ":Approval:NotAuthors", "perhaps", Staging + ":Approval:NotAuthors must be true or false")]
    [InlineData(Staging + ":Target:Port", "http", Staging + ":Target:Port must be a whole number")]
    [InlineData(Staging + ":Target:HealthTimeout", "20", Staging + ":Target:HealthTimeout must be a time such as 00:00:20")]
    [InlineData(Staging + ":Target:HealthPath:Url", "/health", Staging + ":Target:HealthPath must be a text")]
    [InlineData(Staging + ":Target:Kind", "GitHubWorkflow", Staging + ":Target:Kind is GitHubWorkflow, which needs a project whose Ci:Kind is GitHub")]
    [InlineData(Staging + ":Target:Workflow", "deploy.yml", Staging + ":Target:Workflow has no effect while " + Staging + ":Target:Kind is LocalProcesses")]
    [InlineData(Staging + ":After:0", "nowhere", Staging + ":After names nowhere")]
    [InlineData(Staging + ":After:0", "production", "must come after itself")]
    [InlineData(Staging + ":Approval:Count", "-1", Staging + ":Approval:Count is below 0")]
    [InlineData(Staging + ":Approval:Group", "nobody", Staging + ":Approval:Group is nobody")]
    [InlineData(Staging + ":Approval:ExpiresAfter", "00:00:00", Staging + ":Approval:ExpiresAfter must be above 0")]
    [InlineData(Staging + ":Target:Port", "0", Staging + ":Target:Port must be between 1 and 65535")]
    [InlineData(Staging + ":Target:Port", "70000", Staging + ":Target:Port must be between 1 and 65535")]
    [InlineData(Staging + ":Target:HealthPath", "health", Staging + ":Target:HealthPath must begin with /")]
    [InlineData(Staging + ":Target:VersionPath", "version", Staging + ":Target:VersionPath must begin with /")]
    [InlineData(Staging + ":Target:HealthTimeout", "00:00:00", Staging + ":Target:HealthTimeout must be above 0")]
    [InlineData(Staging + ":Target:DrainTimeout", "-00:00:01", Staging + ":Target:DrainTimeout must not be below 0")]
    [InlineData(Production + ":PromoteFrom", "dev", Production + ":PromoteFrom is dev, which must be one of After; After holds staging")]
    [InlineData(Staging + ":PromoteFrom", "production", Staging + ":PromoteFrom is production, which must be one of After; After is empty")]
    [InlineData(Staging + ":PromoteAfter", "01:00:00", Staging + ":PromoteFrom is missing")]
    [InlineData(Production + ":PromoteAfter", "-01:00:00", Production + ":PromoteAfter must not be below 0")]
    [InlineData(Production + ":PromoteBranches:0", " ", Production + ":PromoteBranches holds an empty name")]
    [InlineData(Production + ":MaySkip:0", "dev", Production + ":MaySkip names dev, which is not one of After")]
    [InlineData(Production + ":Approval:Count", "0", Production + ":MaySkip needs an approval")]
    [InlineData(Production + ":RollbackMustBePossible", "perhaps", Production + ":RollbackMustBePossible must be true or false, and is")]
    [InlineData("Projects:shop:Tickets:shop:Pattern", "SHOP-(", "Projects:shop:Tickets:shop:Pattern is no regular expression")]
    [InlineData("Projects:shop:Tickets:shop:Pattern", "", "Projects:shop:Tickets:shop:Pattern is missing")]
    [InlineData("Projects:shop:Tickets:shop:Url", "tickets/{0}", "Projects:shop:Tickets:shop:Url must be an address with {0}")]
    [InlineData("Projects:shop:Tickets:shop:Url", "https://tickets.example/", "Projects:shop:Tickets:shop:Url must be an address with {0}")]
    [InlineData("Projects:shop:Evidence:Files:0", " ", "Projects:shop:Evidence:Files holds an empty name")]
    [InlineData("Projects:shop:Evidence:Files:0", "*", "Projects:shop:Evidence:Files holds * alone")]
    [InlineData(Staging + ":Evidence:RequireTest", "true", Staging + ":Evidence:RequireTest is no setting. Did you mean RequireTests?")]
    [InlineData(Staging + ":Evidence:RequireScan", "perhaps", Staging + ":Evidence:RequireScan must be true or false")]
    [InlineData(Staging + ":Evidence:MaxHigh", "few", Staging + ":Evidence:MaxHigh must be a whole number")]
    [InlineData(Staging + ":Evidence:MaxFailedTests", "-1", Staging + ":Evidence:MaxFailedTests is below 0")]
    [InlineData(Staging + ":Evidence:MaxFailedTests", "1", Staging + ":Evidence:MaxFailedTests has no effect without RequireTests")]
    [InlineData(Staging + ":Evidence:MaxCritical", "-1", Staging + ":Evidence:MaxCritical is below 0")]
    [InlineData(Staging + ":Evidence:MaxCritical", "1", Staging + ":Evidence:MaxCritical has no effect without RequireScan")]
    [InlineData(Staging + ":Evidence:MaxHigh", "-1", Staging + ":Evidence:MaxHigh is below 0")]
    [InlineData(Staging + ":Evidence:MaxHigh", "0", Staging + ":Evidence:MaxHigh has no effect without RequireScan")]
    [InlineData(Staging + ":Evidence:MinCoverage", "101", Staging + ":Evidence:MinCoverage must be between 0 and 100")]
    [InlineData(Staging + ":Lock:ExpiresAfter", "3", Staging + ":Lock:ExpiresAfter must be a time such as 00:00:20")]
    [InlineData(Staging + ":Lock:ExpiresAfter", "00:00:00", Staging + ":Lock:ExpiresAfter must be above 0")]
    [InlineData(Staging + ":Lock:RemindAfter", "00:00:00", Staging + ":Lock:RemindAfter must be above 0")]
    [InlineData(Staging + ":Windows:0", "Mon-Thu 09:00-16:00 Europe/Berln", Staging + ":Windows:0 can't be read. \"Europe/Berln\"")]
    [InlineData(Staging + ":Windows:0", "Mon-Thu 09:61-16:00", "09:61")]
    [InlineData(Staging + ":Freezes:0", "2026-12-20 to 2027-01-06 Europe/Berlin", Staging + ":Freezes:0 can't be read. The reason is missing")]
    [InlineData(Staging + ":Freezes:0", "2027-01-06 to 2026-12-20: year's end", "ends before it begins")]
    [InlineData("Projects:shop:PipelineFrom", "Git", "Projects:shop:PipelineFrom must be one of Settings, Repository, and is \"Git\"")]
    [InlineData("Projects:shop:PipelineFrom", "Repository", "Projects:shop:Pipeline holds stages, and Projects:shop:PipelineFrom is Repository: they would not be used")]
    [InlineData("Projects:shop:PipelineSecrets:0", "env:TOKEN", "Projects:shop:PipelineSecrets has no effect while Projects:shop:PipelineFrom is Settings")]
    [InlineData(Production + ":Target:Port", "5081", "are both 5081")]
    public void One_fault_is_told_with_its_key(string key, string value, string told) =>
        Assert.Contains(told, Assert.Single(Faults(isDevelopment: false, (key, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Projects:shop:Ci:Repository", "shop", "Projects:shop:Ci:Repository must be a repository on GitHub, as owner/name.")]
    [InlineData("Projects:shop:Ci:Repository", "octo/shop/..", "Projects:shop:Ci:Repository must be a repository on GitHub, as owner/name.")]
    [InlineData("Projects:shop:Ci:Workflow", "ci", "Projects:shop:Ci:Workflow must be the file name of a workflow, such as ci.yml.")]
    [InlineData("Projects:shop:Ci:Workflow", "../ci.yml", "Projects:shop:Ci:Workflow must be the file name of a workflow, such as ci.yml.")]
    [InlineData("GitHub:Token", "", "GitHub:Token is missing, and so is GitHub:AppId; Projects:shop:Ci:Kind is GitHub, which needs one of the two.")]
    [InlineData("GitHub:AppId", "4711", "GitHub:Token and GitHub:AppId are both set.")]
    [InlineData(Staging + ":Approval:NotAuthors", "true", "GitHub:ClientId is missing, and " + Staging + ":Approval:NotAuthors is true: without it nobody can show with /release link that they are no author.")]
    [InlineData(Staging + ":Target:Kind", "GitHubWorkflow", Staging + ":Target:Workflow must be the file name of the workflow that deploys")]
    public void With_GitHub_one_fault_is_told_with_its_key(string key, string value, string told)
    {
        (string, string)[] gitHub = [("Projects:shop:Ci:Kind", "GitHub"), ("Projects:shop:Ci:Repository", "octo/shop"), ("GitHub:Token", "github_pat_1")];
        Assert.Contains(told, string.Join('\n', Faults(isDevelopment: false, [.. gitHub.Where(g => g.Item1 != key), (key, value)]).Where(f => !f.Contains(":Pipeline", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void With_GitHub_a_workflow_makes_the_release_and_no_command() => Assert.Contains(
        "Projects:shop:Pipeline:0 (build) makes the release, and CI builds it: let a workflow make the files, and take its Outputs out",
        Assert.Single(Faults(isDevelopment: false, ("Projects:shop:Ci:Kind", "GitHub"), ("Projects:shop:Ci:Repository", "octo/shop"), ("GitHub:Token", "github_pat_1"))), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "GitHub:PrivateKeyPath names a file that is not there.")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", "GitHub:PrivateKeyPath names a file that is no RSA private key in PEM form.")]
    [InlineData("hats", "GitHub:PrivateKeyPath names a file that is no RSA private key in PEM form.")]
    public void An_Apps_key_must_be_one(string? content, string told)
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "app.pem");
        if (content is not null) File.WriteAllText(file, content);
        Assert.Equal(told, Assert.Single(Faults(isDevelopment: false, ("GitHub:AppId", "4711"), ("GitHub:PrivateKeyPath", file))));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var faults = Faults(isDevelopment: false,
            ("Slack:BotToken", ""), ("Slack:SigningSecret", ""), ("Database:ConnectionString", ""), (Staging + ":Target:Port", "0"), (Production + ":Approval:Count", "-2"), (Production + ":Target:Port", "http"));
        Assert.Equal(
            [Production + ":Target:Port", "Slack:BotToken", "Slack:SigningSecret", "Database:ConnectionString", Production + ":Approval:Count", Staging + ":Target:Port"],
            faults.Select(f => f.Split(' ')[0]));
    }

    [Fact]
    public void Without_a_project_there_is_nothing_to_release() =>
        Assert.Contains("Projects holds no project", Assert.Single(SettingsCheck.Faults(Configuration([("Slack:BotToken", "")], project: false), isDevelopment: true)), StringComparison.Ordinal);

    [Fact]
    public void An_app_token_needs_no_signing_secret() =>
        Assert.Empty(Faults(isDevelopment: false, ("Slack:SigningSecret", ""), ("Slack:AppToken", "xapp-1-a-token")));

    [Fact]
    public void In_Development_no_token_means_the_local_workspace() =>
        Assert.Empty(Faults(isDevelopment: true, ("Slack:BotToken", ""), ("Slack:SigningSecret", "")));

    [Fact]
    public void In_Development_a_token_needs_its_secret_all_the_same() =>
        Assert.StartsWith("Slack:SigningSecret", Assert.Single(Faults(isDevelopment: true, ("Slack:SigningSecret", ""))), StringComparison.Ordinal);

    private static IReadOnlyList<string> Faults(bool isDevelopment, params (string Key, string Value)[] changed) =>
        SettingsCheck.Faults(Configuration(changed, project: true), isDevelopment);

    private static IConfiguration Configuration(IEnumerable<(string Key, string Value)> changed, bool project)
    {
        var builder = new ConfigurationBuilder();
        if (project) builder.AddJsonFile(Path.Combine(Repository.Root, "appsettings.example.json"));
        return builder
            .AddInMemoryCollection([new("Slack:BotToken", "xoxb-a-token"), new("Slack:SigningSecret", "a-secret")])
            .AddInMemoryCollection(changed.Select(c => KeyValuePair.Create<string, string?>(c.Key, c.Value)))
            .Build();
    }
}
