using System.Reflection;
using ChatOps.Approvals;
using ChatOps.Artifacts;
using ChatOps.CiSources;
using ChatOps.CiSources.GitHub;
using ChatOps.CiSources.GitHub.Webhooks;
using ChatOps.Commands;
using ChatOps.Deployments;
using ChatOps.Environments;
using ChatOps.Jobs;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using ChatOps.Pipelines.Scripts;
using ChatOps.Pipelines.Stages;
using ChatOps.Pipelines.Steps;
using ChatOps.Projects;
using ChatOps.Releases.Evidence;
using ChatOps.Releases.Provenance;
using ChatOps.Schedules;
using ChatOps.Slack;
using ChatOps.Targets;
using MediatR;
using Microsoft.Extensions.Options;

namespace ChatOps.Hosting;

/// <summary>Everything the process is made of. Hosted services start in this order, and stop in the opposite one.</summary>
internal static class ChatOpsServices
{
    public static void AddChatOps(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(DataFolder.Of(settings));
        services.Configure<DatabaseOptions>(settings.GetSection(DatabaseOptions.Section));
        services.Configure<Dictionary<string, ProjectOptions>>(settings.GetSection(ProjectOptions.Section));
        services.Configure<ArtifactOptions>(settings.GetSection(ArtifactOptions.Section));
        services.Configure<ProvenanceOptions>(settings.GetSection(ProvenanceOptions.Section));
        services.Configure<SchedulesOptions>(settings.GetSection(SchedulesOptions.Section));
        services.Configure<RemindersOptions>(settings.GetSection(RemindersOptions.Section));
        services.Configure<GitHubOptions>(settings.GetSection(GitHubOptions.Section));
        services.AddSingleton<IPostConfigureOptions<ArtifactOptions>>(s =>
            new PostConfigureOptions<ArtifactOptions>(Options.DefaultName, o => o.Root = s.GetRequiredService<DataFolder>().File(o.Root)));

        services.AddSingleton<Database>().AddSingleton<Committed>().AddSingleton<ProjectCatalog>();
        services.AddSingleton(GitHubPatience.Usual).AddSingleton<GitHubConnection>(s => new(s.GetRequiredService<IOptions<GitHubOptions>>().Value, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<GitHubPatience>()));
        services.AddSingleton<CiNews>().AddSingleton<WebhookIntake>().AddSingleton<CiSourceCatalog>().AddSingleton<LinkCodes>().AddSingleton<CiWork>().AddSingleton<TargetCatalog>().AddSingleton<ArtifactStore>().AddSingleton<StoreState>().AddSingleton<ReadEvidence>();
        services.AddSingleton<RequesterStep>().AddSingleton<ResolveStep>().AddSingleton<TakeInStep>().AddSingleton<ChangesStep>()
            .AddSingleton<VerifyStoreStep>().AddSingleton<ApproversStep>().AddSingleton<ConfirmStep>().AddSingleton<OutsideStep>()
            .AddSingleton<HttpQuestions>().AddSingleton<SignatureTool>().AddSingleton<AskProvenance>().AddSingleton<OrderStep>().AddSingleton<StepWork>();
        services.AddSingleton<RevisionStep>().AddSingleton<RepositoryStep>().AddSingleton<StageStep>().AddSingleton<RecordStep>().AddSingleton<NextEnvironments>();
        services.AddSingleton<StageHttp>().AddSingleton<StageCallbacks>().AddSingleton<CiOutputs>().AddSingleton<StageOutputs>().AddSingleton<StageCatalog>();
        services.AddSingleton<ScriptRunner>().AddSingleton<ScriptFolders>().AddSingleton<StageThread>();
        services.AddSingleton<ScriptStage>().AddSingleton<HttpStage>().AddSingleton<CiStage>().AddSingleton<EvidenceStage>().AddSingleton<SmokeTestStage>();
        services.AddSingleton<FreezeRights>();
        services.AddSingleton<StandingNow>().AddSingleton<PipelineRunner>().AddSingleton<InstallationState>();
        AddRequests(services);

        services.AddHostedService<PrepareStorage>();
        services.AddSingleton<CommitQueue>().AddHostedService(s => s.GetRequiredService<CommitQueue>());
        services.AddSingleton<QuartzWakeUps>().AddSingleton<IWakeUps>(s => s.GetRequiredService<QuartzWakeUps>()).AddHostedService(s => s.GetRequiredService<QuartzWakeUps>());
        services.AddHostedService<TakeUp>();
        services.AddHostedService<Sweeper>();
        services.AddHostedService<InboxWorker>();
        services.AddHostedService<PromotionStarter>();
        services.AddHostedService<CardPublisher>();
        services.AddHostedService<NoteSender>();
        services.AddHostedService<DeploymentShower>();
        services.AddHostedService<LockWatch>();
        services.AddHostedService<LinkWatch>();
        services.AddHostedService<ScheduleWatch>();
        services.AddSingleton<ApprovalReminders>().AddSingleton<StaleWarnings>().AddSingleton<ExpiryWarnings>();
        services.AddHostedService<ReminderWatch>();
        services.AddHostedService<GitHubCheck>();
        services.AddSingleton<FreeBytes>().AddHostedService<CleaningWatch>();
        services.AddHostedService<DeliveryWorker>();
        services.AddHostedService<NewsPoll>();
        services.AddSlack();
        services.AddHostedService<InstallationWatch>();
    }

    // MediatR without its own registration package: handlers by scanning, behaviours in the order they wrap.
    private static void AddRequests(IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(s => s.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped<Actor>();
        foreach (var type in Assembly.GetExecutingAssembly().GetTypes().Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var handled in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                services.AddScoped(handled, type);
        }

        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LogRequest<,>));
        services.AddScoped<IPipelineBehavior<AnswerCommand, Reply>, ExplainRefusals<AnswerCommand>>();
        services.AddScoped<IPipelineBehavior<AcceptClick, Reply>, ExplainRefusals<AcceptClick>>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuthorizeRequest<,>));
    }
}
