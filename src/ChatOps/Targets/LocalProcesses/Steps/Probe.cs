using System.Text;
using ChatOps.Commands;
using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

/// <summary>What a service answered to one question. The text is untrusted, and the first part of it at most.</summary>
internal sealed record Probe(int Status, string Text)
{
    private const int MaxBytes = 16 << 10;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public string Words => Text.Length == 0 ? $"it answered {Status}" : $"it answered {Status}, “{PlainText.Line(Text, 300)}”";

    /// <returns>Null if no answer came in time.</returns>
    public static async Task<Probe?> Get(HttpClient client, int port, string path, TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(limit < Longest ? limit : Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), HttpCompletionOption.ResponseHeadersRead, either.Token);
            await using var body = await answer.Content.ReadAsStreamAsync(either.Token);
            var bytes = new byte[MaxBytes];
            var read = await body.ReadAtLeastAsync(bytes, MaxBytes, throwOnEndOfStream: false, either.Token);
            return new((int)answer.StatusCode, Encoding.UTF8.GetString(bytes, 0, read));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}
