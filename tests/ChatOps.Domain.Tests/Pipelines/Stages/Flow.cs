using ChatOps.Domain.Approvals;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines.Stages;

/// <summary>Pipelines to test with, and a run that goes on as the runner makes it go on.</summary>
internal static class Flow
{
    public static StageDefinition Script(string name, params string[] needs) => new(
        name, StageKind.Script, needs, When: null, TimeSpan.FromMinutes(5), RetryPolicy.Never, OnFailure.RollBack, MaySkip: null)
    {
        Script = new(["make", name], new Dictionary<string, string>(), new Dictionary<string, string>(), [], new()),
    };

    public static StageDefinition Deployment(string to, params string[] needs) => Script(to, needs) with { Kind = StageKind.Deploy, Environment = to, Script = null };

    public static StageDefinition Workflow(string name, string workflow, params string[] needs) =>
        Script(name, needs) with { Kind = StageKind.CiWork, Script = null, Ci = new(workflow, new Dictionary<string, string>()) };

    public static StageDefinition Waiting(string name, TimeSpan wait, params string[] needs) => Script(name, needs) with { Kind = StageKind.Wait, WaitFor = wait, Script = null };

    public static StageDefinition Asking(string name, params string[] needs) => Script(name, needs) with
    {
        Kind = StageKind.Approval,
        Script = null,
        Approval = new ApprovalPolicy("approvers", 1, NotAuthors: false, TimeSpan.FromHours(2)),
    };

    /// <summary>build, then test and scan side by side, staging, integration tests, sign-off, production, smoke test.</summary>
    public static StageDefinition[] Whole { get; } =
    [
        Script("build"), Script("test", "build"), Script("scan", "build"), Deployment("staging", "test", "scan"),
        Script("integration", "staging"), Asking("sign-off", "integration"), Deployment("production", "sign-off"), Script("smoke", "production"),
    ];

    public static Revision Head { get; } = new("main", "commit-1238", "1.5.0", "developer", "A change", 1238);

    public static Project With(params StageDefinition[] stages) => Shop with { Graph = new(stages) };

    /// <summary>Its CI takes no runs from outside.</summary>
    public static Project BuiltByCi(string? workflow, StageDefinition[] stages) => With(stages) with { IsBuiltByCi = true, CiWorkflow = workflow };

    public static PipelineRun FromSource(params StageDefinition[] stages) => new(
        "shop", RunDefinition.Of(With(stages), Dev, fromSource: true, goesOn: true), RunKind.Deploy, ciRun: null, Developer, reason: null, Noon, source: new(null));

    /// <summary>A run into an environment that nobody guards.</summary>
    public static PipelineRun ToDev(params StageDefinition[] stages) => new(
        "shop", RunDefinition.Of(With(stages), Dev, fromSource: false, goesOn: false), RunKind.Deploy, 1234, Developer, reason: null, Noon);

    public static Step Look(this PipelineRun run, DateTimeOffset? at = null)
    {
        run.LookAtStages(at ?? Noon);
        if (run.IsAtGates) run.Observe(NothingAhead, at ?? Noon);
        return run.Next(at ?? Noon);
    }

    /// <summary>Begins everything that can begin; its names.</summary>
    public static string[] BeginAll(this PipelineRun run, DateTimeOffset? at = null)
    {
        var begun = new List<string>();
        while (run.Look(at) is BeginStage next)
        {
            run.StageIsRecorded(next, at ?? Noon);
            run.StageAnswered(next.Stage, next.Try, StageAnswer.Running(TimeSpan.FromMinutes(1)), at ?? Noon);
            begun.Add(next.Stage);
        }

        return [.. begun];
    }

    public static PipelineRun Ends(this PipelineRun run, string stage, StageAnswer? answer = null, DateTimeOffset? at = null)
    {
        run.StageAnswered(stage, run.Stage(stage).Try, answer ?? StageAnswer.Passed(), at ?? Noon);
        return run;
    }

    public static PipelineRun AtSource(params StageDefinition[] stages)
    {
        var run = FromSource(stages).Identified();
        run.RevisionIs(Head, Noon);
        return run;
    }

    /// <summary>The new release has the traffic, and the stages behind the deployment are to begin.</summary>
    public static PipelineRun Switched(params StageDefinition[] stages)
    {
        var run = ToDev(stages).Approved();
        run.Begin(token: 3, deployment: 8, Noon);
        while (run.Next(Noon) is GiveOrder)
        {
            var kind = run.Record();
            run.OrderIsDone(kind, "", Noon);
        }

        return run;
    }
}
