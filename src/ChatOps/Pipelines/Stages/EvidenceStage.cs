using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;
using ChatOps.Releases.Evidence;

namespace ChatOps.Pipelines.Stages;

/// <summary>What tests and scans said, held against what the pipeline asks: of the release, and of what the stages before handed on; while it is being made, of that alone.</summary>
public sealed class EvidenceStage(StageOutputs outputs, CiOutputs ci) : StageWork
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public override Task<StageAnswer> Begin(StageOrder order, CancellationToken ct) => Ask(order, ct);

    public override async Task<StageAnswer> Ask(StageOrder order, CancellationToken ct)
    {
        try
        {
            return Told(order, await ReadAll(order, ct));
        }
        catch (CiUnavailableException fault)
        {
            return order.IsLate ? StageAnswer.TimedOut(order.Stage.Timeout) with { Words = fault.Message } : StageAnswer.Running(Every, fault.Message);
        }
        catch (Exception fault) when (fault is ArtifactException or ArtifactMissingException)
        {
            return StageAnswer.Failed(fault.Message);
        }
    }

    private static StageAnswer Told(StageOrder order, ReleaseReports reports)
    {
        var gates = EvidenceGates.In(order.Stage.Evidence, reports).ToList();
        var told = string.Join('\n', gates.Select(g => $"{g.Gate}: {g.Words}"));
        return gates.FirstOrDefault(g => g.Verdict != Verdict.Passed) is { } no ? StageAnswer.Failed($"{no.Gate}: {no.Words}", told) : StageAnswer.Passed(reports.Words, told);
    }

    private async Task<ReleaseReports> ReadAll(StageOrder order, CancellationToken ct)
    {
        var handed = (await ReadFiles(order, ct)).Plus(await ci.Read(order.Run, await outputs.ArtifactsBefore(order, ct), ct));
        return order.Part == StagePart.Source ? handed : (order.Run.Release?.Reports ?? ReleaseReports.None).Plus(handed);
    }

    private async Task<ReleaseReports> ReadFiles(StageOrder order, CancellationToken ct)
    {
        var patterns = order.Run.Definition.EvidenceFiles ?? EvidenceNames.Usual;
        var files = outputs.FilesBefore(order).DistinctBy(f => f.Name).Where(f => EvidenceNames.AnyMatches(patterns, f.Name)).ToList();
        var read = new List<EvidenceReport>();
        foreach (var file in files)
        {
            var bytes = new FileInfo(file.Path).Length > EvidenceLimits.Bytes ? null : await File.ReadAllBytesAsync(file.Path, ct);
            read.Add(bytes is null ? EvidenceZip.Fault(file.Name, Digest.Of([]), $"it is larger than {EvidenceLimits.Bytes >> 20} MB") : new ReportFile(file.Name, bytes).Read());
        }

        return new([.. patterns], [.. files.Select(f => f.Name)], read);
    }
}
