using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Environments;

/// <summary>Stops everything: nothing new begins, and what has not switched its traffic yet goes back.</summary>
/// <param name="Project">Null: all of them.</param>
/// <param name="End">Null: until somebody ends it.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record BeginFreeze(Project? Project, Ending? End, string Reason, Person By, string Channel, Origin Origin) : IRequest<Reply>, IByPerson
{
    public sealed class Handler(CommitQueue commits, FreezeRights rights) : IRequestHandler<BeginFreeze, Reply>
    {
        public async Task<Reply> Handle(BeginFreeze request, CancellationToken cancellationToken)
        {
            var no = await rights.WhyNot(request.By, request.Project, "freeze", cancellationToken);
            return await commits.Once(request.Origin, async commit => Reply.Say(await Begin(commit, request, no)), cancellationToken);
        }

        private static async Task<string> Begin(Commit commit, BeginFreeze request, string? no)
        {
            var project = request.Project?.Name;
            var open = await commit.Db.Freezes.Where(f => f.EndedAt == null && f.Project == project).ToListAsync();
            foreach (var over in open.Select(f => f.EndIfOver(commit.Now)).OfType<AuditEvent>()) commit.Record(over, run: null);
            var (until, fault) = request.End?.Resolve(commit.Now) ?? (null, "");
            if (fault.Length > 0) no ??= fault;
            if (open.FirstOrDefault(f => f.IsOn(commit.Now)) is { } already) no ??= $"{Upper(already)} already. To end that, type: /release unfreeze {already.What}";
            if (no is not null)
            {
                commit.Record(new AuditEvent("freeze.refused", request.By, $"{project ?? "all"}: {no}"), run: null);
                return no;
            }

            var freeze = new Freeze(project, request.By, request.Reason, until, commit.Now);
            commit.Db.Freezes.Add(freeze);
            commit.Record(freeze.Begun, run: null);
            var words = $"{Upper(freeze)}. {await GoBack(commit, freeze)}To end it, type: /release unfreeze {freeze.What}";
            await commit.WakeLine(project, environment: null);
            commit.Tell(request.Channel, request.By.Id, new Note($"{freeze.Project ?? "All projects"} frozen", words, Tone: NoteTone.Bad));
            commit.Leaves(ToDo.Locks);
            return words;
        }

        // An approver's rollback is what a freeze waits for.
        private static async Task<string> GoBack(Commit commit, Freeze freeze)
        {
            var running = await commit.Db.Runs
                .Where(r => r.FinishedAt == null && r.Attempt != null && (freeze.Project == null || r.Project == freeze.Project))
                .Where(r => r.Kind != RunKind.Rollback || !r.IsRequesterApprover)
                .Select(r => r.Id).ToListAsync();
            var (back, on) = (new List<long>(), new List<long>());
            foreach (var id in running)
            {
                var run = await commit.Load(id);
                (run.GoBackForFreeze(freeze.By, freeze.ToString()) ? back : on).Add(id);
                await commit.Store(run);
                commit.Wake(id);
            }

            return (back.Count > 0 ? $"{Numbers(back)} had not switched the traffic yet and goes back; press Retry on the card afterwards. " : "")
                + (on.Count > 0 ? $"{Numbers(on)} is at its end and goes on to it. " : "");
        }

        private static string Numbers(IEnumerable<long> runs) => string.Join(", ", runs.Select(r => $"#{r}"));

        private static string Upper(Freeze freeze) => freeze.Project is null ? $"All{freeze.ToString()[3..]}" : freeze.ToString();
    }
}
