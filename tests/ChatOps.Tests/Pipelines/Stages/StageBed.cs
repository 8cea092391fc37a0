using ChatOps.Domain.Pipelines;
using ChatOps.Tests.FrontDoor;

namespace ChatOps.Tests.Pipelines.Stages;

/// <summary>A world whose CI is a source folder, and whose targets are in memory: stages are cheap there.</summary>
internal static class StageBed
{
    public static async Task<World> Of(Storage storage, Action<Pipeline, World> pipeline)
    {
        var world = await World.Of(storage);
        _ = new SourceCi(world.Settings);
        pipeline(new(world.Settings), world);
        return world;
    }

    /// <summary>Other stages, for the next start.</summary>
    public static Pipeline Anew(this World world) => new(world.Settings.Without("Projects:shop:Pipeline"));

    public static SourceCi Ci(this World world) => new(world.Settings);

    /// <summary>Starts at the source, up to its end.</summary>
    public static async Task<PipelineRun> Make(this BotHost bot, RunStatus end = RunStatus.Succeeded, string line = "/release start") =>
        await bot.UntilStatus(await bot.Begin(People.Developer, line), end);

    public static Task<StageRun> UntilStage(this BotHost bot, long run, string name, StageState state) => bot.UntilStage(run, name, s => s.State == state, $"{state}");

    public static Task<StageRun> UntilStage(this BotHost bot, long run, string name, Func<StageRun, bool> condition, string what) =>
        Until.Found($"{name} of #{run} is {what}", async () => (await bot.Load(run)).Own(name) is var stage && condition(stage) ? stage : null, bot.Seen);

    public static StageRun Own(this PipelineRun run, string name) => run.Stages.Single(s => s.Part is not null && s.Name == name);

    /// <summary>The states of the pipeline's own stages, in their order.</summary>
    public static string States(this PipelineRun run) => string.Join(", ", run.Stages.Where(s => s.Part is not null).Select(s => $"{s.Name} {s.State}"));

    public static Task<Message> UntilThreadSays(this BotHost bot, long run, string words) =>
        Until.Found($"the thread of #{run} says \"{words}\"", () => bot.Slack.ThreadOf(run).FirstOrDefault(m => m.Everything.Contains(words, StringComparison.OrdinalIgnoreCase)), bot.Seen);

    /// <summary>Where a stage's command works, and where it may leave signs for the test beside that.</summary>
    public static string Sign(this World world, string name) => Path.Combine(world.Settings.Folder, name);

    public static Task UntilSign(this World world, string name) => Until.True($"the command left the sign {name}", () => File.Exists(world.Sign(name)), world.Slack.Seen);

    public static string[] Lines(this World world, string name) => File.Exists(world.Sign(name)) ? File.ReadAllLines(world.Sign(name)) : [];
}
