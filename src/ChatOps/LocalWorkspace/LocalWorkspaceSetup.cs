using ChatOps.LocalWorkspace.Messages;
using ChatOps.LocalWorkspace.Page;
using ChatOps.LocalWorkspace.Play;
using ChatOps.LocalWorkspace.Requests;
using ChatOps.LocalWorkspace.Views;
using ChatOps.LocalWorkspace.WebApi;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatOps.LocalWorkspace;

/// <summary>Puts the local workspace into the process. It reaches the bot over HTTP only, and the bot reaches it the same way.</summary>
public static class LocalWorkspaceSetup
{
    public static IServiceCollection AddLocalWorkspace(this IServiceCollection services, LocalWorkspaceOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddSingleton<Timestamps>()
            .AddSingleton<ChangeFeed>()
            .AddSingleton<MessageFile>()
            .AddSingleton<MessageBook>()
            .AddSingleton<Ephemerals>()
            .AddSingleton<OpenViews>()
            .AddSingleton<Triggers>()
            .AddSingleton<ResponseUrls>()
            .AddSingleton<ResponseUrlAnswer>()
            .AddSingleton<BotAddress>()
            .AddSingleton<BotClient>()
            .AddSingleton<CommandRequest>()
            .AddSingleton<ClickRequest>()
            .AddSingleton<ViewSubmission>()
            .AddSingleton<PlayState>()
            .AddSingleton<ApiMethods>()
            .AddSingleton<ChatMethods>()
            .AddSingleton<ConversationMethods>()
            .AddSingleton<PeopleMethods>()
            .AddSingleton<ViewMethods>();
    }

    public static void MapLocalWorkspace(this IEndpointRouteBuilder app)
    {
        var workspace = app.MapGroup("").AddEndpointFilter(LoopbackGuard.Check).ExcludeFromDescription();
        ApiEndpoint.Map(workspace);
        ResponseUrlEndpoint.Map(workspace);
        PlayEndpoints.Map(workspace);
        PlayEvents.Map(workspace);
        PageFiles.Map(workspace);
    }
}
