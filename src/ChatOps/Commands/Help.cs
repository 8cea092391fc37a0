using ChatOps.Slack;

namespace ChatOps.Commands;

internal static class Help
{
    public static Note Note { get; } = new(
        "What you can type",
        """
        /deploy <environment> run <id>: put the artifacts of that CI run into the environment
        /deploy <environment> last [branch]: the same with the newest good CI run
        /promote run <id> to <environment>: the very same bytes, one environment higher
        /deploy <environment> run <id> emergency "reason": at once, past people and waiting times, for those who may; somebody else must sign for it
        /rollback <environment>: back to what ran before; add "to run <id>" to choose
        /release start [branch]: make a release from the source, and take it from environment to environment
        /release cancel #12, /release retry #12 <stage>, /release skip #12 <stage> because <reason>: about a run on its way
        /release status: what runs where, and what is on its way
        /release history [environment]: the last deployments, who asked, how they ended
        /release metrics: how often, how fast and how well in the last 30 days
        /deploy <environment> run <id> skipping <environment> because <reason>: a hotfix, where the policy lets it; one more approval
        /release diff <environment> [run <id>]: what would change there; name two environments to compare them
        /release why <environment> run <id>: every gate in front of it, and who can clear it
        /deploy <environment> run <id> at tomorrow 9:30: the same at that time; approvals are asked before. "last every weekday 6:00": again and again
        /release schedules, /release unschedule <id>: what is to be deployed later; /release cancel #12 ends a single one
        /release notify #channel weekdays 9:00 "what goes out today", or: #channel weekly notes; "list" and "stop <id>" too
        /release notes <environment> [since run <id>]: what came there, also as Markdown
        /release subscribe [environment] [failed|succeeded|all], with "me" in front for yourself: how runs end; "unsubscribe" ends it
        /release lock <environment> [for 2h] because <reason>: others' deployments wait; "unlock" ends it, "lock <environment> to @name" hands it over
        /release hold <environment> because <reason>: nothing moves there, no rollback either; "resume" ends it
        /release freeze [project|all] "reason" [until 18:00]: nothing new begins; "unfreeze" ends it
        /release cleanup [project|all]: what the artifact store would free; "now" behind it does it
        /release delegate @somebody for 3d: they may vote in your place; "/release delegate stop" ends it
        /release link: show which account at the source's host is yours, by a code that you type there; "/release unlink" undoes it

        In a channel of several projects, name the project first: /deploy shop staging run 1234.
        Say why behind "because": /deploy production run 1234 because of the invoice fix.
        """);
}
