using System.ComponentModel;
using System.Text.Json;
using ChatOps.Persistence;
using ChatOps.Targets.LocalProcesses.Agents;
using ChatOps.Targets.Processes;

namespace ChatOps.Targets.LocalProcesses;

/// <summary>Finds the environment's agent, or starts it. One of another build or with other settings makes room first.</summary>
internal sealed class AgentStart(LocalProcessTargetOptions options, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Dying = TimeSpan.FromSeconds(2);
    private readonly AgentFolder _folder = new(options.Folder);
    private readonly AgentSettings _settings = AgentSettings.From(options);

    /// <exception cref="TargetUnreachableException">It does not start, or does not answer.</exception>
    public async Task<AgentLink> Ensure(CancellationToken ct)
    {
        try
        {
            if (Running() is { } link)
            {
                if (!IsCurrent(link.Endpoint)) await Replace(link, ct);
                else if (await Answers(link, ct)) return link;
                else if (!await HasEnded(link, Dying, ct)) throw Unreachable("runs but does not answer");
            }

            return await Start(ct);
        }
        catch (Exception e) when (e is Win32Exception or UnauthorizedAccessException or IOException)
        {
            throw Unreachable("can't be started: " + FailureWords.For(e), e);
        }
    }

    private AgentLink? Running() => EndpointFile.Read(_folder) is { } endpoint && endpoint.Process.IsAlive() ? new(endpoint) : null;

    private bool IsCurrent(AgentEndpoint endpoint) => endpoint.Build == AgentProgram.Build && endpoint.Settings == _settings.Fingerprint();

    private async Task<AgentLink> Start(CancellationToken ct)
    {
        _folder.Create();
        AtomicFile.Write(_folder.Settings, JsonSerializer.SerializeToUtf8Bytes(_settings, AgentJson.Default.AgentSettings), isSecret: true);
        var process = AgentProgram.LaunchFor(_folder).Start();
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < StartLimit)
        {
            // Whoever else starts one at the same moment: a single one gets the folder's lock, and both starters find that one.
            if (Running() is { } link && IsCurrent(link.Endpoint) && await Answers(link, ct)) return link;
            if (process.HasEnded() && process.ExitCode is not (null or AgentCommand.NotAlone)) throw Unreachable("ended at its start; its log tells why");
            await Task.Delay(Look, time, ct);
        }

        process.Kill();
        throw Unreachable($"did not start within {StartLimit.TotalSeconds:0.#} s");
    }

    /// <summary>Its services keep running, and the next agent takes them over.</summary>
    private async Task Replace(AgentLink old, CancellationToken ct)
    {
        try
        {
            await old.Leave(AnswerLimit, ct);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw Unreachable("of an earlier start runs but does not answer", e);
        }

        var limit = options.HealthTimeout + options.DrainTimeout + options.StopTimeout + StartLimit;
        if (!await HasEnded(old, limit, ct)) throw Unreachable("of an earlier start does not end");
    }

    private Task<bool> HasEnded(AgentLink link, TimeSpan limit, CancellationToken ct) =>
        new RunningProcess(link.Endpoint.Process).WaitForEnd(limit, time, ct);

    private static async Task<bool> Answers(AgentLink link, CancellationToken ct)
    {
        try
        {
            await link.CheckHealth(AnswerLimit, ct);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    private TargetUnreachableException Unreachable(string what, Exception? inner = null) =>
        new($"The agent that runs {options.Project}'s {options.Environment} {what}.", inner);
}
