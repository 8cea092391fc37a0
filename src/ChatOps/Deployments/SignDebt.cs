using System.Globalization;
using ChatOps.Approvals;
using ChatOps.Commands;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Domain.Pipelines;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using ChatOps.Slack;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Deployments;

/// <summary>Sign: somebody else looked at an emergency and takes responsibility for it.</summary>
/// <param name="Subject">The emergency's run, as the button carries it.</param>
[Authorize(Who.FullMembers)]
public sealed record SignDebt(string Subject, Person By, string ProjectName, string Channel, string InboxKey) : IRequest, IByMember
{
    public sealed class Handler(CommitQueue commits, ProjectCatalog projects, Actor actor) : AsyncRequestHandler<SignDebt>
    {
        protected override Task Handle(SignDebt request, CancellationToken cancellationToken) =>
            commits.Work(request.InboxKey, request.By, request.Channel, async commit =>
            {
                if (!long.TryParse(request.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var run)
                    || await commit.Db.Debts.FindAsync(run) is not { } debt || debt.Project != request.ProjectName) return "There is no such emergency here any more.";
                var outcome = debt.Sign(actor.Standing, projects.Find(debt.Project)?.Find(debt.Environment)?.Approval, commit.Now);
                commit.Record(new AuditEvent(outcome.Result == VoteResult.Counted ? "emergency.signed" : "signature.refused", actor.Standing.Person, $"{debt.Project} {debt.Environment}: {outcome.Words}"), run);
                if (outcome.Result != VoteResult.Counted) return outcome.Words;

                foreach (var late in await commit.Db.Outbox.Where(n => n.About == LeaveDebt.About(run) && n.SentAt == null).ToListAsync(cancellationToken))
                    late.GivenUpBecause = "it was signed for";
                commit.Db.Outbox.Add(new OutgoingNote
                {
                    Run = run, CreatedAt = commit.Now, NextTryAt = commit.Now,
                    Note = new Note("Signed", $"{actor.Standing.Person.Name} signed for this emergency.", Tone: NoteTone.Good),
                });
                await commit.ShowCard(run);
                foreach (var waiting in await commit.Db.Runs.Where(r => r.Project == debt.Project && r.Environment == debt.Environment && r.FinishedAt == null).Select(r => r.Id).ToListAsync(cancellationToken))
                    commit.Wake(waiting);
                return outcome.Words;
            }, cancellationToken);
    }
}
