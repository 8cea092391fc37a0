using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;
using ChatOps.Releases.Evidence;

namespace ChatOps.Pipelines.Stages;

/// <summary>What tests and scans said, held against what the pipeline asks: of the release, or, while it is being made, of what the stages before handed on.</summary>
public sealed class EvidenceStage(StageOutputs outputs) : StageWork
{
    public override Task<StageAnswer> Begin(StageOrder order, CancellationToken ct) => Ask(order, ct);

    public override async Task<StageAnswer> Ask(StageOrder order, CancellationToken ct)
    {
        var reports = order.Part == StagePart.Source ? await ReadHandedOn(order, ct) : order.Run.Release?.Reports ?? ReleaseReports.None;
        var gates = EvidenceGates.In(order.Stage.Evidence, reports).ToList();
        var told = string.Join('\n', gates.Select(g => $"{g.Gate}: {g.Words}"));
        return gates.FirstOrDefault(g => g.Verdict != Verdict.Passed) is { } no ? StageAnswer.Failed($"{no.Gate}: {no.Words}", told) : StageAnswer.Passed(reports.Words, told);
    }

    private async Task<ReleaseReports> ReadHandedOn(StageOrder order, CancellationToken ct)
    {
        var patterns = order.Run.Definition.EvidenceFiles ?? EvidenceNames.Usual;
        var files = outputs.Before(order).Where(f => EvidenceNames.AnyMatches(patterns, f.Name)).ToList();
        var read = new List<EvidenceReport>();
        foreach (var file in files)
        {
            var bytes = new FileInfo(file.Path).Length > EvidenceLimits.Bytes ? null : await File.ReadAllBytesAsync(file.Path, ct);
            read.Add(bytes is null ? EvidenceZip.Fault(file.Name, Digest.Of([]), $"it is larger than {EvidenceLimits.Bytes >> 20} MB") : new ReportFile(file.Name, bytes).Read());
        }

        return new([.. patterns], [.. files.Select(f => f.Name)], read);
    }
}
