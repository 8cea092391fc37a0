namespace ChatOps.Tests.Targets.LocalProcesses;

/// <summary>What agents and services have of the bot: nothing but what they need.</summary>
[Collection(nameof(LocalProcessCollection))]
public sealed class IsolationTests
{
    [LinuxFact]
    public async Task Neither_the_agent_nor_a_service_sees_the_bots_secrets_or_terminal()
    {
        const string name = "Slack__BotToken";
        Environment.SetEnvironmentVariable(name, "xoxb-for-the-bot-only");
        try
        {
            await using var bed = new LocalBed();
            await bed.Deploy(ShopRuns.Order(1, 1234));
            foreach (var pid in new[] { bed.Agent.Pid, bed.PidOf(1) })
            {
                Assert.DoesNotContain("xoxb", await File.ReadAllTextAsync($"/proc/{pid}/environ"), StringComparison.Ordinal);
                Assert.Equal($"{pid}", (await File.ReadAllTextAsync($"/proc/{pid}/stat")).Split(") ")[1].Split(' ')[3]);
                Assert.Equal("/dev/null", new FileInfo($"/proc/{pid}/fd/0").LinkTarget);
                Assert.DoesNotContain("pipe:", new FileInfo($"/proc/{pid}/fd/1").LinkTarget, StringComparison.Ordinal);
                Assert.DoesNotContain("pipe:", new FileInfo($"/proc/{pid}/fd/2").LinkTarget, StringComparison.Ordinal);
            }

            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bed.Files.Endpoint));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public async Task The_agent_takes_orders_only_from_who_knows_the_secret()
    {
        await using var bed = new LocalBed();
        await bed.Target.Adopt(CancellationToken.None);
        var endpoint = ChatOps.Targets.LocalProcesses.Agents.EndpointFile.Read(bed.Files)!;
        using var client = new HttpClient();
        foreach (var authorization in new[] { null, "Bearer ", "Bearer " + new string('0', 64), "Basic " + endpoint.Secret })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint.Url, "/stop"));
            if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var answer = await client.SendAsync(request);
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.True(endpoint.Process.IsAlive());
    }
}
