using System.Security.Cryptography;
using System.Text;
using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>Secrets reach programs by reference, and nobody else.</summary>
public class SecretTests
{
    private const string OfFile = "file-secret-4711-ümlaut", OfVariable = "variable-secret/0815+";

    [Theory, OnSqlite, OnPostgreSql]
    public async Task They_arrive_and_appear_nowhere(Storage storage)
    {
        Environment.SetEnvironmentVariable("CHATOPS_TESTS_TOKEN", OfVariable);
        await using var server = await Monitoring.Start();
        server.Answer = async http =>
        {
            // It tells all that it was told.
            http.Response.StatusCode = 500;
            await http.Response.WriteAsync(string.Join('\n', http.Request.Headers.Select(h => $"{h.Key}: {h.Value}")));
        };
        await using var world = await StageBed.Of(storage, (p, w) => p
            .Script("build", $"test $(printf %s \"$A\" | sha256sum | cut -c1-64) = {Sha256(OfFile)} || exit 5; test $(printf %s \"$B\" | sha256sum | cut -c1-64) = {Sha256(OfVariable)} || exit 6; echo \"$A\"; echo $B | base64; printf '%s' \"$B\" >&2; cp app.txt shop.bin; echo ok > {w.Sign("ok")}; exit $(test {{try}} = 1 && echo 1 || echo 0)")
            .With("Secrets:A", $"file:{w.Sign("secret.txt")}").With("Secrets:B", "env:CHATOPS_TESTS_TOKEN").With("Outputs:0", "shop.bin").With("Retry:Count", "1").With("Retry:Pause", "00:00:00").Deploy("dev", "build")
            .Stage("Http", "call", "dev").With("Url", $"{server.Address}/begin?key=1").With("Headers:Authorization", "env:CHATOPS_TESTS_TOKEN").With("OnFailure", "Continue"));
        await File.WriteAllTextAsync(world.Sign("secret.txt"), $"{OfFile}\n");
        var bot = await world.StartBot();
        var run = await bot.Make();
        await bot.UntilThreadSays(run.Id, "call: failed");
        await bot.UntilCardSays(run.Id, "succeeded");
        Assert.True(File.Exists(world.Sign("ok")));
        Assert.Equal(OfVariable, server.LastHeader);

        string[] forms = [OfFile, OfVariable, Convert.ToBase64String(Encoding.UTF8.GetBytes(OfVariable + "\n"))[..12]];
        Assert.Contains(world.Slack.ThreadOf(run.Id), m => m.Everything.Contains("***", StringComparison.Ordinal));
        var said = world.Slack.Calls.Select(c => Uri.UnescapeDataString(c.Body)).Concat(bot.Log.Lines.Select(l => l.Text)).ToList();
        await bot.Stop();
        var stored = await Stored.In(world, except: "secret.txt");
        foreach (var form in forms)
        {
            Assert.DoesNotContain(said, s => s.Contains(form, StringComparison.Ordinal));
            Assert.DoesNotContain(stored, s => s.Text.Contains(form, StringComparison.Ordinal));
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task One_that_is_missing_is_told_by_its_reference(Storage storage)
    {
        await using var world = await StageBed.Of(storage, (p, _) => p.Script("build", "true").With("Secrets:A", "env:CHATOPS_TESTS_NOWHERE").With("OnFailure", "Ask").Deploy("dev", "build"));
        var bot = await world.StartBot();
        var run = await bot.Begin(People.Developer, "/release start");
        await bot.UntilCardSays(run, "build failed: The secret env:CHATOPS_TESTS_NOWHERE is missing: the bot's environment has no such variable.");
    }

    // The pipeline itself must not hold it either.
    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
