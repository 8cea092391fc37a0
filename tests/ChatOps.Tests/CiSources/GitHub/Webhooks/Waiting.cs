using ChatOps.Tests.FrontDoor.GitHub;
using ChatOps.Tests.FrontDoor;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub.Webhooks;

/// <summary>Runs that wait for GitHub.</summary>
internal static class Waiting
{
    public static RunState StillRunning(this GitHubWorld all, long id, byte[] bytes)
    {
        var ci = all.Run(id, bytes);
        (ci.Status, ci.Conclusion) = ("in_progress", null);
        return ci;
    }

    public static void Succeeds(this RunState ci) => (ci.Conclusion, ci.Status) = ("success", "completed");

    /// <summary>Moves the clock until the run does not ask GitHub by itself for minutes.</summary>
    public static Task UntilLeftAlone(this GitHubWorld all, BotHost bot, long run) => Until.Found("it leaves GitHub alone", async () =>
    {
        var at = (await bot.Load(run)).LookAgainAt;
        if (at - all.Clock.Now > TimeSpan.FromMinutes(2)) return "";
        if (at > all.Clock.Now) await all.Clock.Move(at.Value - all.Clock.Now);
        return null;
    }, bot.Seen);
}
