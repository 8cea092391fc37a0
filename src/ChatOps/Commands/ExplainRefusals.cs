using ChatOps.Approvals;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Audit;
using ChatOps.Persistence;
using MediatR;

namespace ChatOps.Commands;

/// <summary>Around what comes in: a "no" becomes words for the person and an entry in the audit trail, a storage that fails becomes words.</summary>
public sealed class ExplainRefusals<TRequest>(CommitQueue commits) : IPipelineBehavior<TRequest, Reply>
    where TRequest : IRequest<Reply>, IByPerson
{
    public async Task<Reply> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<Reply> next)
    {
        try
        {
            try
            {
                return await next();
            }
            catch (NotAuthorizedException no)
            {
                return await commits.Once(OriginOf(request), commit =>
                {
                    var by = request.By with { Name = PlainText.Shorten(PlainText.Clean(request.By.Name), 80) };
                    commit.Record(new AuditEvent("request.refused", by, $"{What(request)}: {no.Message}"), run: null);
                    return Task.FromResult(Reply.Say(no.Message));
                }, cancellationToken);
            }
        }
        catch (StorageUnavailableException storage)
        {
            return Reply.Say(storage.Message);
        }
        catch (Exception fault) when (StorageUnavailableException.From(fault) is { } storage)
        {
            return Reply.Say(storage.Message);
        }
    }

    private static Origin OriginOf(TRequest request) => request switch
    {
        AnswerCommand command => command.Origin,
        AcceptClick click => click.Origin,
        _ => throw new InvalidOperationException($"{typeof(TRequest).Name} does not come from outside."),
    };

    private static string What(TRequest request) => request switch
    {
        AnswerCommand command => PlainText.Shorten($"{command.Command} {PlainText.Clean(command.Text)}", 200),
        AcceptClick click => $"{click.Action} on {(click.Run > 0 ? $"#{click.Run}" : PlainText.Shorten($"{click.Project} {click.Subject}", 100))}",
        _ => "",
    };
}
