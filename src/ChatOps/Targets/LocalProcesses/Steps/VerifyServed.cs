using System.Text.Json;
using ChatOps.Domain.Releases;
using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

/// <summary>Asks as anybody would, through the public port.</summary>
internal static class VerifyServed
{
    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public static async Task<StepOutcome> Run(StepOrder order, AgentParts agent, CancellationToken ct)
    {
        var (port, path) = (agent.Settings.Port, agent.Settings.VersionPath);
        Probe? answer = null;
        for (var i = 0; i < Tries; i++)
        {
            if (i > 0) await Task.Delay(Pause, agent.Time, ct);
            answer = await Probe.Get(agent.Client, port, path, Limit, agent.Time, ct);
            if (answer is { Status: 200 } && Names(answer.Text, order)) return StepOutcome.Done($"Port {port} answers run {order.CiRun}");
        }

        var heard = answer?.Words ?? "it gave no answer";
        return StepOutcome.Failed($"Port {port} does not answer run {order.CiRun} with its digest at {path}: {heard}.", Step.LastLines(agent, order.Token));
    }

    private static bool Names(string text, StepOrder order)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("run", out var run) && run.ToString() == $"{order.CiRun}"
                && root.TryGetProperty("digest", out var digest) && Digest.TryParse(digest.ToString(), out var served) && served == order.Artifact.Digest;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
