using ChatOps.Approvals;
using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.Deployments;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Environments;
using ChatOps.Gates;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
using ChatOps.Releases;
using ChatOps.Schedules;
using ChatOps.Slack;
using MediatR;

namespace ChatOps.Commands;

/// <summary>A slash command as it came in, already known to be the chat's own and fresh.</summary>
/// <param name="Command">Such as <c>/deploy</c>.</param>
/// <param name="Text">All that was typed behind it. Untrusted.</param>
/// <param name="ChannelName">Without <c>#</c>; may be empty or wrong, never an identity.</param>
/// <param name="Origin">What makes this request this one, for "twice has one effect".</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record AnswerCommand(string Command, string Text, Person By, string Channel, string ChannelName, Origin Origin)
    : IRequest<Reply>, IByPerson
{
    private const int LongestText = 1000;

    public sealed class Handler(IMediator mediator, ProjectCatalog projects, CiSourceCatalog sources, CommitQueue commits) : IRequestHandler<AnswerCommand, Reply>
    {
        public async Task<Reply> Handle(AnswerCommand request, CancellationToken cancellationToken)
        {
            var by = request.By with { Name = PlainText.Shorten(PlainText.Clean(request.By.Name), 80) };
            var text = PlainText.Clean(request.Text);
            var parsed = text.Length > LongestText
                ? new NotUnderstood($"That is too long: {text.Length} characters, and {LongestText} are read at most. Type /release help to see the commands.")
                : new CommandParser(projects.All, (request.Channel, request.ChannelName), p => sources.For(p.Name).RunsAt).Parse(request.Command, text);
            return parsed switch
            {
                DeployCommand { Every: { } every } c => await mediator.Send(new ScheduleDeployment(c.Project, c.Environment, every, by, request.Channel, c.Reason, request.Origin), cancellationToken),
                DeployCommand c => await mediator.Send(
                    new RequestDeployment(c.Project, c.Environment, c.CiRun, by, request.Channel, c.Reason, request.Origin, c.Skips) { IsEmergency = c.IsEmergency, At = c.At, Branch = c.Branch, CiAttempt = c.CiAttempt }, cancellationToken),
                RollbackCommand c => await mediator.Send(new RequestRollback(c.Project, c.Environment, c.CiRun, by, request.Channel, c.Reason, request.Origin), cancellationToken),
                DelegateCommand c => await mediator.Send(new DelegateVote(c.To, c.Length, c.Reason, by, request.Origin), cancellationToken),
                LinkCommand => await mediator.Send(new LinkAccount(by, request.Origin), cancellationToken),
                UnlinkCommand => await mediator.Send(new UnlinkAccount(by, request.Origin), cancellationToken),
                StatusCommand c => await Record(request, by, await mediator.Send(new ShowStatus(c.Project, by), cancellationToken), cancellationToken),
                HistoryCommand c => await Record(request, by, await mediator.Send(new ShowHistory(c.Project, c.Environment, by), cancellationToken), cancellationToken),
                MetricsCommand c => await Record(request, by, await mediator.Send(new ShowMetrics(c.Project, by), cancellationToken), cancellationToken),
                WhyCommand c => await Record(request, by, await mediator.Send(new ExplainWhy(c.Project, c.Environment, c.CiRun, by), cancellationToken), cancellationToken),
                StartCommand c => await mediator.Send(new StartRelease(c.Project, c.Branch, by, request.Channel, c.Reason, request.Origin), cancellationToken),
                CancelCommand c => await Later(ButtonAction.Cancel, c.Run, "", null),
                RetryCommand c => await Later(ButtonAction.RetryStage, c.Run, c.Stage, null),
                SkipCommand c => await Later(ButtonAction.SkipStage, c.Run, c.Stage, c.Reason),
                DiffCommand c => await Record(request, by, await mediator.Send(new ShowDiff(c.Project, c.Environment, c.CiRun, c.Other, by), cancellationToken), cancellationToken),
                LockCommand c => await mediator.Send(new LockEnvironment(c.Project, c.Environment, c.End, c.Reason, by, request.Channel, request.Origin), cancellationToken),
                HandOverCommand c => await mediator.Send(new HandOverLock(c.Project, c.Environment, c.User, c.UserName, by, request.Channel, request.Origin), cancellationToken),
                UnlockCommand c => await mediator.Send(new UnlockEnvironment(c.Project, c.Environment, c.Reason, by, request.Channel, request.Origin), cancellationToken),
                HoldCommand c => await mediator.Send(new HoldEnvironment(c.Project, c.Environment, c.Reason, by, request.Channel, request.Origin), cancellationToken),
                ResumeCommand c => await mediator.Send(new ResumeEnvironment(c.Project, c.Environment, c.Reason, by, request.Channel, request.Origin), cancellationToken),
                FreezeCommand c => await mediator.Send(new BeginFreeze(c.Project, c.End, c.Reason, by, request.Channel, request.Origin), cancellationToken),
                UnfreezeCommand c => await mediator.Send(new EndFreeze(c.Project, c.Reason, by, request.Channel, request.Origin), cancellationToken),
                SchedulesCommand c => await Record(request, by, await mediator.Send(new ShowSchedules(c.Project, c.Deployments, by, request.Channel), cancellationToken), cancellationToken),
                EndScheduleCommand c => await mediator.Send(new EndSchedule(c.Project, c.Id, c.Deployments, by, request.Origin), cancellationToken),
                NotifyCommand c => await mediator.Send(new ScheduleNotification(c.Project, c.Channel ?? request.Channel, c.Every, c.Topic, by, request.Origin), cancellationToken),
                NotesCommand c => await mediator.Send(new ShowNotes(c.Project, c.Environment, c.Since, by, request.Channel, request.Origin), cancellationToken),
                SubscribeCommand c => await mediator.Send(new Subscribe(c.Project, c.Environment, c.Outcomes, c.IsForMe ? by.Id : request.Channel, by, request.Origin), cancellationToken),
                UnsubscribeCommand c => await mediator.Send(new Unsubscribe(c.Project, c.Environment, c.IsForMe ? by.Id : request.Channel, by, request.Origin), cancellationToken),
                CleanupCommand c => await mediator.Send(new CleanUp(c.Project, c.IsNow, by, request.Channel, request.Origin), cancellationToken),
                HelpCommand => await Record(request, by, Help.Note, cancellationToken),
                NotUnderstood c => await Record(request, by, new Note("", c.Words), cancellationToken, "command.not-understood"),
                _ => throw new InvalidOperationException($"No answer is written for {parsed.GetType().Name}."),
            };

            // Who may is asked of Slack, and an answer does not wait for that: it is worked like a click.
            Task<Reply> Later(ButtonAction action, long run, string argument, string? reason) =>
                mediator.Send(new AcceptClick(action, run, argument, reason, by, request.Channel, request.Origin), cancellationToken);
        }

        private Task<Reply> Record(AnswerCommand request, Person by, Note answer, CancellationToken ct, string what = "command.answered") =>
            commits.Once(request.Origin, commit =>
            {
                commit.Record(new AuditEvent(what, by, PlainText.Shorten($"{request.Command} {PlainText.Clean(request.Text)}", 300)), run: null);
                return Task.FromResult(new Reply(answer));
            }, ct);
    }
}
