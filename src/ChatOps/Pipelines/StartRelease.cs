using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Pipelines;

/// <summary>Begins at the source: the pipeline's stages make a release, and it goes on from environment to environment as far as gates and people let it.</summary>
/// <param name="Branch">Null: the default one. Untrusted text.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record StartRelease(Project Project, string? Branch, Person By, string Channel, string? Reason, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits) : IRequestHandler<StartRelease, Reply>
    {
        public Task<Reply> Handle(StartRelease request, CancellationToken cancellationToken) => commits.Once(request.Origin, async commit =>
            Reply.Say(await Begin(commit, request.Project, request.Branch, request.By, request.Channel, request.Reason)), cancellationToken);
    }

    /// <summary>The runs of a project that are still making their release.</summary>
    internal static Task<List<PipelineRun>> UnderWay(Commit commit, string project) =>
        commit.Db.Runs.AsNoTracking().Where(r => r.Project == project && r.FinishedAt == null && r.IsFromSource && r.CiRun == null).OrderBy(r => r.Id).ToListAsync();

    internal static string Already(PipelineRun other) => $"#{other.Id} already makes a release of it, asked for by {other.RequestedBy.Name}. Look at its card.";

    /// <summary>What the command and the Retry button have in common.</summary>
    internal static async Task<string> Begin(Commit commit, Project project, string? branch, Person by, string channel, string? reason)
    {
        // In the repository's file it may be another: the run finds that when it reads it.
        var name = project.IsPipelineInRepository ? project.Environments[0].Name : project.Graph.FirstDeployment?.Environment;
        if (name is null || project.Find(name) is not { } environment)
            return Refuse($"{project.Name} has no pipeline to start. Its stages belong in the settings, under Projects:{project.Name}:Pipeline.");
        var same = (await UnderWay(commit, project.Name)).FirstOrDefault(r => r.Branch == branch || (branch is not null && r.Revision?.Branch == branch));
        if (same is not null) return Refuse(Already(same), same.Id);

        var definition = RunDefinition.Of(project, environment, fromSource: true, goesOn: true);
        if (!definition.AwaitsStages && definition.Planned.All(p => p.Part != StagePart.Source))
            return Refuse($"{project.Name}'s pipeline has no stages that make a release. Deploy one that CI made: /deploy {name} run <id>.");
        var source = new SourceBranch(branch);
        var run = new PipelineRun(project.Name, definition, RunKind.Deploy, ciRun: null, by, reason, commit.Now, source: source);
        await commit.Add(run, channel);
        return $"#{run.Id}: making {source} of {project.Name}. Its card comes in this channel.";

        string Refuse(string words, long? about = null)
        {
            commit.Record(new AuditEvent("release.refused", by, $"{project.Name}: {words}"), about);
            return words;
        }
    }
}
