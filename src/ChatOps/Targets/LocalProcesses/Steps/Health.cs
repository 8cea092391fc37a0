using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses.Steps;

/// <summary>Asks an instance for its health until it is well, has ended, or has had time enough.</summary>
internal static class Health
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <returns>Null if it is healthy; otherwise what it said of itself.</returns>
    public static async Task<string?> Wait(RunningInstance service, AgentParts agent, CancellationToken ct)
    {
        var (limit, time) = (agent.Settings.HealthTimeout, agent.Time);
        var start = time.GetTimestamp();
        var heard = "it gave no answer";
        while (true)
        {
            if (service.Process.HasEnded()) return Ended(service, heard);
            var left = limit - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return $"It was not healthy within {limit.TotalSeconds:0.#} s: {heard}.";

            var answer = await Probe.Get(agent.Client, service.Backend.Port, agent.Settings.HealthPath, left, time, ct);
            if (answer is { Status: 200 }) return null;
            if (answer is not null) heard = answer.Words;
            await Task.Delay(Pause, time, ct);
        }
    }

    private static string Ended(RunningInstance service, string heard)
    {
        var code = service.Process.ExitCode is { } exit ? $" with code {exit}" : "";
        return $"Its process ended{code} before it was healthy: {heard}.";
    }
}
