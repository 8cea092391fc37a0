using System.Net;
using System.Net.Sockets;
using ChatOps.Hosting;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Hosting;

/// <summary>A start that can't be: said in words, with an exit code, and without a stack.</summary>
public class RefusedStartTests
{
    [Fact]
    public async Task A_port_that_is_taken()
    {
        await using var world = await World.Of(Storage.Sqlite);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        await using var bot = BotProcess.Start(world.Settings.Arguments(url));
        Assert.Equal(1, await bot.End());
        Assert.Contains($"The address {url} is already in use.", bot.Output);
        Assert.Contains("choose another address: --urls", bot.Output);
        NoStack(bot);
    }

    [Fact]
    public async Task A_data_folder_that_another_bot_has()
    {
        await using var world = await World.Of(Storage.Sqlite);
        await world.StartBot();
        await using var second = BotProcess.Start(world.Settings.Arguments());
        Assert.Equal(1, await second.End());
        Assert.Contains("Another bot runs with this data folder.", second.Output);
        NoStack(second);
    }

    [Fact]
    public async Task A_database_that_is_not_there()
    {
        await using var world = await World.Of(Storage.Sqlite);
        world.Settings.Set("Database:Provider", "PostgreSql").Set("Database:ConnectionString", "Host=127.0.0.1;Port=1;Database=x;Username=x;Timeout=2");
        await using var bot = BotProcess.Start(world.Settings.Arguments());
        Assert.Equal(1, await bot.End());
        Assert.Contains("The bot can't start: The database can't be reached.", bot.Output);
        NoStack(bot);
    }

    [Theory]
    [InlineData("There is no demo \"gitlab\"", "demo", "gitlab")]
    [InlineData("The demo github takes no \"now\"", "demo", "github", "now")]
    public async Task A_demo_that_there_is_not(string words, params string[] typed)
    {
        await using var bot = BotProcess.Start(typed);
        Assert.Equal(2, await bot.End());
        await Until.True("it says why", () => bot.Output.Contains(words, StringComparison.Ordinal) && bot.Output.Contains("demo github  ", StringComparison.Ordinal), () => bot.Output);
        NoStack(bot);
    }

    [Fact]
    public void All_faults_of_the_settings_are_told_at_once_each_with_its_key()
    {
        string[] arguments =
        [
            "--environment", "Production", "--Slack:ApiUrl", "nonsense", "--Database:ConnectionString", "", "--Projects:shop:Environments:a:After:0", "b",
            "--Projects:shop:Environments:a:Target:Port", "99999", "--Projects:shop:Environments:a:Approval:Count", "-1",
        ];
        var refused = Assert.Throws<StartRefusedException>(() => ChatOpsApp.Build(arguments));
        string[] keys =
        [
            "Slack:ApiUrl", "Slack:BotToken", "Database:ConnectionString", "Projects:shop:Ci:Root", "Projects:shop:Environments:a:After",
            "Projects:shop:Environments:a:Target:Port", "Projects:shop:Environments:a:Target:Command", "Projects:shop:Environments:a:Approval:Count",
        ];
        Assert.All(keys, key => Assert.Contains($"- {key}", refused.Message));
    }

    [Theory]
    [InlineData("xoxb-1", "", "", "Slack:SigningSecret and Slack:AppToken are both missing")]
    [InlineData("xoxb-1", "", "wrong", "Slack:AppToken is not an app-level token")]
    [InlineData("", "secret", "", "Slack:BotToken is missing")]
    public void Outside_development_nothing_starts_without_what_keeps_others_out(string token, string secret, string app, string words)
    {
        var refused = Assert.Throws<StartRefusedException>(() =>
            ChatOpsApp.Build(["--environment", "Production", "--Slack:BotToken", token, "--Slack:SigningSecret", secret, "--Slack:AppToken", app]));
        Assert.Contains(words, refused.Message);
    }

    private static void NoStack(BotProcess bot) => Assert.DoesNotContain("   at ", bot.Output);
}
