using System.Reflection;
using ChatOps.Slack;
using MediatR;

namespace ChatOps.Approvals;

/// <summary>Stands in front of every request. What can't be checked is refused.</summary>
public sealed class AuthorizeRequest<TRequest, TResponse>(InstallationState installation, StandingNow standing, Actor actor)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly Who? Rule = typeof(TRequest).GetCustomAttribute<AuthorizeAttribute>()?.Who;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        switch (Rule, request)
        {
            case (Who.WorkspaceMembers, IByPerson { By: var by }):
                if (installation.Current is not { } home)
                    throw new NotAuthorizedException("I can't check yet which workspace you belong to, because Slack has not answered me. Nothing was done; try again in a moment.");
                if (by.Workspace != home.Workspace)
                    throw new NotAuthorizedException("People from another workspace can't use this bot here. Nothing was done.");
                break;
            case (Who.FullMembers, IByMember member):
                actor.Standing = await standing.Of(member.By, member.ProjectName, cancellationToken);
                if (actor.Standing.Objection is { } objection) throw new NotAuthorizedException($"That does not count: {objection}.");
                break;
            default:
                throw new NotAuthorizedException($"{typeof(TRequest).Name} declares nobody who may send it.");
        }

        return await next();
    }
}
