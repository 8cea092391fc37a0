using ChatOps.Slack;

namespace ChatOps.Commands;

internal static class Help
{
    public static Note Note { get; } = new(
        "What you can type",
        """
        /deploy <environment> run <id>: put the artifacts of that CI run into the environment
        /deploy <environment> last: the same with the newest good CI run
        /promote run <id> to <environment>: the very same bytes, one environment higher
        /deploy <environment> run <id> emergency "reason": at once, past people and waiting times, for those who may; somebody else must sign for it
        /rollback <environment>: back to what ran before; add "to run <id>" to choose
        /release status: what runs where, and what is on its way
        /release history [environment]: the last deployments, who asked, how they ended
        /release why <environment> run <id>: every gate in front of it, and who can clear it
        /release delegate @somebody for 3d: they may vote in your place; "/release delegate stop" ends it

        In a channel of several projects, name the project first: /deploy shop staging run 1234.
        Say why behind "because": /deploy production run 1234 because of the invoice fix.
        """);
}
