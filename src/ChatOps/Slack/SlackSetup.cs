using ChatOps.Slack.Client;
using ChatOps.Slack.FrontDoor;
using ChatOps.Slack.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ChatOps.Slack;

/// <summary>Puts Slack into the process: its addresses, its client, its socket.</summary>
public static class SlackSetup
{
    /// <summary>Needs MediatR's <c>IMediator</c>, and settings under <see cref="SlackOptions.Section"/>. They are read at each use, so they may
    /// still be set once the server listens.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services)
    {
        services.AddOptions<SlackOptions>().BindConfiguration(SlackOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Func<SlackOptions>>(s => () => s.GetRequiredService<IOptions<SlackOptions>>().Value);

        services.AddSingleton<WebApi>();
        services.AddSingleton<SlackApi>();
        services.AddSingleton<People>();
        services.AddSingleton<IChat, SlackChat>();

        services.AddSingleton<RequestGuard>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<Answering>();
        services.AddSingleton<Intake>();
        services.AddSingleton<Endpoints>();
        services.AddSingleton<Afterwards>();
        services.AddHostedService(s => s.GetRequiredService<Afterwards>());

        services.AddSingleton<SocketModeState>();
        services.AddSingleton<EnvelopeIntake>();
        services.AddHostedService<SocketMode>();
        return services;
    }

    /// <summary>Maps <c>/slack/command</c>, <c>/slack/action</c>, <c>/slack/event</c> and <c>/slack/options</c>.</summary>
    public static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<Endpoints>();
        routes.MapPost("/slack/command", endpoints.Command);
        routes.MapPost("/slack/action", endpoints.Action);
        routes.MapPost("/slack/event", endpoints.Event);
        routes.MapPost("/slack/options", endpoints.Options);
        return routes;
    }
}
