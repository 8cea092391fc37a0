using System.Security.Cryptography;
using System.Text;
using ChatOps.Benchmarks.Servers;

namespace ChatOps.Benchmarks.Load;

/// <summary>Slash commands as Slack sends them, signed beforehand, as the bytes that go over the wire. No two are the same.</summary>
internal static class SignedRequests
{
    private static long _next = 1_000_000;

    /// <param name="text">What is typed behind the command, given a number that was never used before.</param>
    /// <param name="extra">More of the form, already encoded.</param>
    public static byte[][] Make(int count, string command, Func<long, string> text, string extra = "") =>
        [.. Enumerable.Range(0, count).Select(_ => Make(command, text, extra))];

    private static byte[] Make(string command, Func<long, string> text, string extra)
    {
        var number = Interlocked.Increment(ref _next);
        var body = Encoding.UTF8.GetBytes(
            $"token=gIkuvaNzQIHg97ATvDxqgjtO&team_id={SlackStandIn.Workspace}&team_domain=bench&channel_id=C0BENCH&channel_name=releases&user_id={SlackStandIn.Person}"
            + $"&user_name=dana&command={Uri.EscapeDataString(command)}&text={Uri.EscapeDataString(text(number)).Replace("%20", "+")}&api_app_id=A0BENCH&is_enterprise_install=false"
            + $"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F{SlackStandIn.Workspace}%2F{number}%2Fm0Cz2JWTnZ4TnXZWpMeVQqYd&trigger_id={number}.{number}.4f1ab5b5c2f0{extra}");
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{stamp}:"), .. body];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Bot.Secret), signed));
        var head = "POST /slack/command HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\nAccept: application/json,*/*\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nX-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signature}\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
