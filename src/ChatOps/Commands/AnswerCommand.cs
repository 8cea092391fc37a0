using ChatOps.Approvals;
using ChatOps.Deployments;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Gates;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Projects;
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

    public sealed class Handler(IMediator mediator, ProjectCatalog projects, CommitQueue commits) : IRequestHandler<AnswerCommand, Reply>
    {
        public async Task<Reply> Handle(AnswerCommand request, CancellationToken cancellationToken)
        {
            var by = request.By with { Name = PlainText.Shorten(PlainText.Clean(request.By.Name), 80) };
            var text = PlainText.Clean(request.Text);
            var parsed = text.Length > LongestText
                ? new NotUnderstood($"That is too long: {text.Length} characters, and {LongestText} are read at most. Type /release help to see the commands.")
                : new CommandParser(projects.All, (request.Channel, request.ChannelName)).Parse(request.Command, text);
            return parsed switch
            {
                DeployCommand c => await mediator.Send(new RequestDeployment(c.Project, c.Environment, c.CiRun, by, request.Channel, c.Reason, request.Origin) { IsEmergency = c.IsEmergency }, cancellationToken),
                RollbackCommand c => await mediator.Send(new RequestRollback(c.Project, c.Environment, c.CiRun, by, request.Channel, c.Reason, request.Origin), cancellationToken),
                DelegateCommand c => await mediator.Send(new DelegateVote(c.To, c.Length, c.Reason, by, request.Origin), cancellationToken),
                StatusCommand c => await Record(request, by, await mediator.Send(new ShowStatus(c.Project, by), cancellationToken), cancellationToken),
                HistoryCommand c => await Record(request, by, await mediator.Send(new ShowHistory(c.Project, c.Environment, by), cancellationToken), cancellationToken),
                WhyCommand c => await Record(request, by, await mediator.Send(new ExplainWhy(c.Project, c.Environment, c.CiRun, by), cancellationToken), cancellationToken),
                HelpCommand => await Record(request, by, Help.Note, cancellationToken),
                NotUnderstood c => await Record(request, by, new Note("", c.Words), cancellationToken, "command.not-understood"),
                _ => throw new InvalidOperationException($"No answer is written for {parsed.GetType().Name}."),
            };
        }

        private Task<Reply> Record(AnswerCommand request, Person by, Note answer, CancellationToken ct, string what = "command.answered") =>
            commits.Once(request.Origin, commit =>
            {
                commit.Record(new AuditEvent(what, by, PlainText.Shorten($"{request.Command} {PlainText.Clean(request.Text)}", 300)), run: null);
                return Task.FromResult(new Reply(answer));
            }, ct);
    }
}
