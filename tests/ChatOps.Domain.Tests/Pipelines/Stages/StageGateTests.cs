using ChatOps.Domain.Gates;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Domain.Releases;
using static ChatOps.Domain.Tests.Pipelines.Stages.Flow;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Pipelines.Stages;

/// <summary>Gates in front of single stages.</summary>
public sealed class StageGateTests
{
    private static readonly HttpGate Incidents = new("open incidents", "https://a.example/", Header: null, Secret: null, Passes: null, Refuses: false);

    [Fact]
    public void One_that_waits_is_shown_waiting_with_the_words_and_wakes_the_run_when_it_opens()
    {
        var run = AtSource(Script("build") with { Gates = new(Windows: ["Mon-Fri 13:00-14:00 UTC"]) }, Deployment("dev", "build"));
        Assert.Equal(new Wait(Noon.AddHours(1)), run.Look());
        var build = run.Stage("build");
        Assert.Equal((StageState.Waiting, 0), (build.State, build.Try));
        Assert.StartsWith("window: closed; open Mon-Fri 13:00-14:00 UTC; opens 2030-03-04 13:00 UTC", build.Words);
        Assert.StartsWith("build waits at its gates: window: closed", run.Notice);
        Assert.Single(run.Happened(), e => e == "stage.waits");

        // Looked at meanwhile: nothing happens.
        Assert.Equal(new Wait(Noon.AddHours(1)), run.Look(Noon.AddMinutes(5)));
        Assert.Empty(run.Happened());
        Assert.Equal(new BeginStage("build", 1), run.Look(Noon.AddHours(1)));
        run.BeginAll(Noon.AddHours(1));
        Assert.Equal(("", ""), (run.Notice, run.Stage("build").Words));
        Assert.Equal(Verdict.Passed, Assert.Single(run.Stage("build").Gates!).Verdict);
    }

    [Fact]
    public void Others_go_on_beside_it_and_the_run_says_so_only_when_it_is_all_there_is()
    {
        var run = AtSource(Script("build"), Script("late") with { Gates = new(WaitFor: TimeSpan.FromMinutes(10)) }, Deployment("dev", "build", "late"));
        Assert.Equal(["build"], run.BeginAll());
        Assert.Equal("", run.Notice);
        run.Ends("build").Look();
        Assert.Equal("late waits at its gates: wait timer: everybody has 10 minutes to object, until 2030-03-04 12:10:00 UTC", run.Notice);
        Assert.Equal(["late"], run.BeginAll(Noon.AddMinutes(10)));
    }

    [Fact]
    public void It_is_looked_at_again_before_another_try()
    {
        var gated = Script("build") with { Gates = new(Windows: ["Mon-Fri 11:00-12:10 UTC"]), Retry = new(1, TimeSpan.FromMinutes(20), [StageOutcome.Failed]) };
        var run = AtSource(gated, Deployment("dev", "build"));
        run.BeginAll();
        run.Ends("build", StageAnswer.Failed("no"));
        Assert.Equal(new Wait(Noon.AddDays(1).AddHours(-1)), run.Look(Noon.AddMinutes(20)));
        Assert.Equal(new BeginStage("build", 2), run.Look(Noon.AddDays(1).AddHours(-1)));
    }

    [Theory]
    [InlineData(OnFailure.Stop, RunStatus.Failed)]
    [InlineData(OnFailure.RollBack, RunStatus.RolledBack)]
    [InlineData(OnFailure.Continue, RunStatus.Succeeded)]
    public void One_that_says_no_fails_the_stage_and_what_follows_is_the_pipelines_to_say(OnFailure then, RunStatus end)
    {
        var run = Switched(Deployment("dev"), Script("load", "dev") with { Gates = new(["release/*"]), OnFailure = then, Retry = new(3, TimeSpan.Zero, [StageOutcome.Failed]) });
        run.Happened();
        run.Look();
        var load = run.Stage("load");
        Assert.Equal((StageState.Failed, 0, "branch: main may not go here, only release/*; deploy a run of such a branch"), (load.State, load.Try, load.Words));
        Assert.Single(run.Happened(), e => e == "stage.refused");
        Assert.Equal("load: refused by its gates", Assert.Single(run.TakeRemarks()).Heading);
        run.ToTheEnd();
        Assert.Equal(end, run.Status);
    }

    [Fact]
    public void Where_people_are_asked_what_now_they_may_have_it_looked_at_again()
    {
        var run = AtSource(Script("build") with { Gates = new(Http: [Incidents with { Refuses = true }]), OnFailure = OnFailure.Ask }, Deployment("dev", "build"));
        Assert.Equal(new AskOutside("build"), run.Look());
        run.StageOutsideIs("build", [new(Incidents.Name, Verdict.Refused, "it could not be reached")], Noon);
        run.Look();
        Assert.Equal("build", Assert.Single(run.AskingWhatNow).Name);
        run.RetryStage("build", Developer.Standing(), Noon.AddSeconds(5));
        Assert.Equal(new AskOutside("build"), run.Look(Noon.AddSeconds(5)));
        run.StageOutsideIs("build", [new(Incidents.Name, Verdict.Passed, "0")], Noon.AddSeconds(5));
        Assert.Equal(new BeginStage("build", 1), run.Look(Noon.AddSeconds(5)));
    }

    [Fact]
    public void Another_system_is_asked_last_and_again_when_its_answer_is_old()
    {
        var run = AtSource(Script("build") with { Gates = new(WaitFor: TimeSpan.FromMinutes(1), Http: [Incidents]) }, Deployment("dev", "build"));
        Assert.Equal(new Wait(Noon.AddMinutes(1)), run.Look());
        Assert.Contains("open incidents: it was not asked yet", run.Stage("build").Words);
        var asked = Noon.AddMinutes(1);
        Assert.Equal(new AskOutside("build"), run.Look(asked));
        Answers(Verdict.Waiting, asked.AddSeconds(30));
        Assert.Equal(new Wait(asked.AddSeconds(30)), run.Look(asked));
        Assert.StartsWith("open incidents: 1 is open", run.Stage("build").Words);
        Assert.Equal(new AskOutside("build"), run.Look(asked.AddSeconds(30)));
        run.Happened();

        // The same once more is no news.
        asked = asked.AddSeconds(30);
        Answers(Verdict.Waiting, asked.AddSeconds(30));
        Assert.Equal(new Wait(asked.AddSeconds(30)), run.Look(asked));
        Assert.Empty(run.Happened());
        asked = asked.AddSeconds(30);
        Answers(Verdict.Passed, until: null);
        Assert.Equal(new BeginStage("build", 1), run.Look(asked));
        Assert.Equal(new AskOutside("build"), run.Look(asked.AddSeconds(30)));

        void Answers(Verdict verdict, DateTimeOffset? until) => run.StageOutsideIs("build", [new(Incidents.Name, verdict, "1 is open", until)], asked);
    }

    // Whoever asked goes by another clock: it is asked again soon, and not at once and without end.
    [Theory]
    [InlineData(-20, 1)]
    [InlineData(0, 1)]
    [InlineData(500, 30)]
    public void A_moment_for_the_next_question_that_can_not_be_is_not_kept_to(int until, int again)
    {
        var run = AtSource(Script("build") with { Gates = new(Http: [Incidents]) }, Deployment("dev", "build"));
        run.StageOutsideIs("build", [new(Incidents.Name, Verdict.Waiting, "1 is open", Noon.AddSeconds(until))], Noon);
        Assert.IsType<Wait>(run.Look());
        Assert.IsType<Wait>(run.Look(Noon.AddSeconds(again - 0.5)));
        Assert.Equal(new AskOutside("build"), run.Look(Noon.AddSeconds(Math.Max(again, until))));
    }

    [Fact]
    public void A_window_that_never_opens_waits_for_people_and_not_in_circles()
    {
        var run = AtSource(Script("build") with { Gates = new(Windows: ["DTSTART:20200101T000000Z RRULE:FREQ=DAILY;COUNT=1 DURATION:PT1H"]), MaySkip = "approvers" }, Script("test", "build"), Deployment("dev", "test"));
        Assert.Equal(new Wait(null), run.Look());
        run.Happened();
        Assert.Equal(new Wait(null), run.Look(Noon.AddHours(1)));
        Assert.Empty(run.Happened());
        run.SkipStage("build", "it is old", Approver.Standing(), Noon);
        Assert.Equal(new BeginStage("test", 1), run.Look());
    }

    [Fact]
    public void In_front_of_a_deployment_age_counts_and_an_emergency_passes_it_over()
    {
        var soak = Waiting("soak", TimeSpan.FromMinutes(1), "before") with { Gates = new(MinAge: TimeSpan.FromHours(1)) };
        StageDefinition[] stages = [Deployment("before"), soak, Deployment("dev", "soak")];
        var run = ToDev(stages).Pinned();
        Assert.Equal(new Wait(Noon.AddMinutes(50)), run.Look());
        Assert.Equal("release age of soak", Assert.Single(run.StageGatesAt(Noon)).Gate);
        Assert.Equal(new Wait(Noon.AddMinutes(51)), run.Look(Noon.AddMinutes(50)));
        Assert.Equal(StageState.Running, run.Stage("soak").State);

        var emergency = new PipelineRun(
            "shop", RunDefinition.Of(With(stages), Dev with { Emergency = new("approvers", TimeSpan.FromHours(1), null) }, fromSource: false, goesOn: false), RunKind.Deploy, 1234, Approver, "now", Noon, isEmergency: true);
        emergency.Pinned().Look();
        Assert.Equal(StageState.Running, emergency.Stage("soak").State);
        Assert.Contains("release age of soak", emergency.PassedOver);
    }

    // Every gate of a stage in turn: none of them can change without being another decision.
    [Fact]
    public void Other_gates_are_another_decision()
    {
        StageGates?[] all =
        [
            null, new(["main"]), new(["main", "x"]), new(MinAge: TimeSpan.FromHours(1)), new(MaxAge: TimeSpan.FromHours(1)), new(MaxCommits: 1), new(MaxCommits: 2), new(WaitFor: TimeSpan.FromHours(1)),
            new(Windows: ["Mon 10:00-11:00"]), new(Http: [Incidents]), new(Http: [Incidents with { Url = "https://b.example/" }]), new(Http: [Incidents with { Refuses = true }]), new(Http: [Incidents with { Passes = "200" }]),
        ];
        var decisions = all.Select(gates => ToDev(Deployment("dev"), Script("load", "dev") with { Gates = gates }).Asked().Decision!).ToList();
        Assert.Equal(all.Length, decisions.Select(d => d.Id).Distinct().Count());
        Assert.Equal("the pipeline changed", decisions[0].WhatChangedIn(decisions[1]));
        Assert.Equal(decisions[1].Id, ToDev(Deployment("dev"), Script("load", "dev") with { Gates = new(["main"]) }).Asked().Decision!.Id);
    }
}
