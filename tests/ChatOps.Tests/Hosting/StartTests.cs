using System.Net;
using ChatOps.Hosting;
using ChatOps.Projects;
using ChatOps.Tests.Conventions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Hosting;

/// <summary>What the bot starts with, and what it does not start with.</summary>
public sealed class StartTests : IDisposable
{
    private const string NoSlack = "--Slack:ApiUrl=http://127.0.0.1:9/api/";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outside_Development_it_does_not_start_without_secrets()
    {
        var refused = Assert.Throws<StartRefusedException>(() => ChatOpsApp.Build(Arguments("Production")));
        Assert.Contains("Slack:BotToken is missing", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Slack:SigningSecret and Slack:AppToken are both missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_in_one_message() =>
        Assert.Contains("The settings have 4 faults", Assert.Throws<StartRefusedException>(() => ChatOpsApp.Build(
            Arguments("Production", "--Database:ConnectionString=", "--Projects:shop:Environments:staging:Target:Port=0"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{ \"Slack\": {\n \"BotToken\": \"xoxb-a-token\" \"AppToken\": 1 } }", "appsettings.json'. Look at line 2, or right before it")]
    [InlineData("{ \"Slack\": ", "appsettings.json'. Look at line 1")]
    [InlineData("xoxb-a-token", "appsettings.json'. Look at line 1")]
    public void A_settings_file_that_is_no_JSON_is_named_with_its_line(string text, string words)
    {
        var arguments = Arguments("Development");
        File.WriteAllText(_folder.File("appsettings.json"), text);
        var refused = Assert.Throws<StartRefusedException>(() => ChatOpsApp.Build(arguments));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("xoxb", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var folder = _folder.File("elsewhere");
        var refused = Assert.Throws<StartRefusedException>(() => ChatOpsApp.Build(["--environment", "Development", "--contentRoot", folder]));
        Assert.Contains($"The settings can't be read: {folder}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_of_ones_own_takes_nothing_from_the_demos(bool inTheFolderOfItsSources)
    {
        if (inTheFolderOfItsSources) File.Copy(Path.Combine(AppContext.BaseDirectory, "appsettings.Development.json"), _folder.File("appsettings.Development.json"));
        await using var app = await Start("Development");
        var shop = app.Services.GetRequiredService<ProjectCatalog>().Options["shop"];
        Assert.Equal(["build", "nightly tests", "evidence", "sign-off", "to staging", "load test", "soak", "to production", "smoke test"], shop.Pipeline.Select(s => s.Name));
        Assert.Equal(["evidence"], shop.Pipeline[3].Needs);
    }

    [Fact]
    public async Task In_Development_the_local_workspace_stands_in()
    {
        await using var app = await Start("Development");
        Assert.True(app.HasLocalWorkspace());
        Assert.Equal(HttpStatusCode.OK, await Get(app, "/"));
        Assert.Equal(HttpStatusCode.OK, await Get(app, "/local/api/state?user=developer"));
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task With_a_Slack_token_there_is_no_local_workspace(string environment)
    {
        await using var app = await Start(environment, "--Slack:BotToken=xoxb-a-token", "--Slack:SigningSecret=a-secret", NoSlack);
        Assert.False(app.HasLocalWorkspace());
        foreach (var path in new[] { "/", "/local/api/state?user=developer", "/local/api/messages?channel=releases", "/api/auth.test" })
            Assert.Equal(HttpStatusCode.NotFound, await Get(app, path));
        Assert.Equal(HttpStatusCode.OK, await Get(app, "/health/live"));
    }

    [Fact]
    public async Task It_is_not_ready_while_Slack_has_not_answered()
    {
        await using var app = await Start("Production", "--Slack:BotToken=xoxb-a-token", "--Slack:SigningSecret=a-secret", NoSlack);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Get(app, "/health/ready"));
    }

    [Fact]
    public async Task A_second_bot_in_the_same_folder_does_not_start()
    {
        await using var first = await Start("Development");
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => Start("Development"));
        Assert.Contains("Another bot runs with this data folder", refused.Message, StringComparison.Ordinal);
    }

    private async Task<WebApplication> Start(string environment, params string[] arguments)
    {
        var app = ChatOpsApp.Build(Arguments(environment, arguments));
        try
        {
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    // Nothing is deployed here, so the ports that the example's environments name stay free.
    private string[] Arguments(string environment, params string[] arguments)
    {
        File.Copy(Path.Combine(Repository.Root, "appsettings.example.json"), _folder.File("appsettings.json"), overwrite: true);
        return ["--environment", environment, "--contentRoot", _folder.Path, "--urls", "http://127.0.0.1:0", "--DataFolder", _folder.File("data"), .. arguments];
    }

    private static async Task<HttpStatusCode> Get(WebApplication app, string path)
    {
        using var http = new HttpClient { BaseAddress = app.Address() };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }
}
