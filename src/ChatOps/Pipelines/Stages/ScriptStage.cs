using ChatOps.Artifacts;
using ChatOps.Artifacts.Unpacking;
using ChatOps.CiSources;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Pipelines.Scripts;
using ChatOps.Projects;

namespace ChatOps.Pipelines.Stages;

/// <summary>A command in a work folder. Before the release it works on the branch's files, behind it on the release's artifacts, unpacked under <c>release/</c>.</summary>
public sealed class ScriptStage(ScriptRunner scripts, ScriptFolders folders, StageOutputs outputs, StageThread thread) : StageWork
{
    // It says itself when it has ended; this is for the word that got lost.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private const int LogLines = 40;

    public override async Task<StageAnswer> Begin(StageOrder order, CancellationToken ct)
    {
        var script = order.Stage.Script!;
        try
        {
            var secrets = script.Secrets.ToDictionary(s => s.Key, s => SecretReference.Resolve(s.Value));
            var variables = order.Facts.Concat(script.Variables.Select(v => KeyValuePair.Create(v.Key, order.Fill(v.Value))))
                .GroupBy(v => v.Key).ToDictionary(g => g.Key, g => g.Last().Value);
            scripts.Begin(new ScriptOrder(KeyOf(order), [.. script.Command.Select(word => order.Fill(word))])
            {
                Environment = variables,
                Secrets = secrets,
                Source = await folders.SourceOf(order, ct),
                Inputs = [.. (await outputs.AllBefore(order, ct)).Select(f => new ScriptInput(f.Path, $"inputs/{f.Name}"))],
                Outputs = script.Outputs,
                Limits = new()
                {
                    Time = order.Stage.Timeout, Memory = script.Limits.MemoryMegabytes * 1024L * 1024, Output = script.Limits.OutputKilobytes * 1024, Processes = script.Limits.Processes,
                },
                Printed = thread.Add,
                Ended = thread.End,
            });
            return StageAnswer.Running(Every);
        }
        catch (SecretMissingException missing)
        {
            return StageAnswer.Failed(missing.Message);
        }
        catch (Exception fault) when (fault is CiUnavailableException or ArtifactMissingException or ArtifactException or ArtifactRefusedException or IOException or UnauthorizedAccessException)
        {
            return StageAnswer.Failed($"its work folder could not be laid out: {fault.Message}");
        }
    }

    public override Task<StageAnswer> Ask(StageOrder order, CancellationToken ct) => Task.FromResult(scripts.Ask(KeyOf(order)) switch
    {
        ScriptState.Running running => StageAnswer.Running(Every, running.LastLines.LastOrDefault(l => l.Length > 0) ?? ""),
        ScriptState.Ended { End: var end } => Told(order, end),
        _ => StageAnswer.Interrupted("the bot was stopped while it ran"),
    });

    public override async Task Stop(StageOrder order, CancellationToken ct) => await scripts.Stop(KeyOf(order));

    private static StageAnswer Told(StageOrder order, ScriptEnd end)
    {
        var log = string.Join('\n', end.LastLines.TakeLast(LogLines));
        return end.Outcome switch
        {
            ScriptOutcome.Succeeded => StageAnswer.Passed(end.LastLines.LastOrDefault(l => l.Length > 0) ?? ""),
            ScriptOutcome.OverLimit when end.Took >= order.Stage.Timeout => StageAnswer.TimedOut(order.Stage.Timeout, log),
            _ => StageAnswer.Failed(end.Words, log),
        };
    }

    private static ScriptKey KeyOf(StageOrder order) => new(order.Run.Id, order.Stage.Name, order.Try);
}
