using ChatOps.Persistence;
using ChatOps.Slack;
using ChatOps.Slack.Sockets;
using Microsoft.Extensions.Options;

namespace ChatOps.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can take commands, or what is missing.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("alive\n"));
        routes.MapGet("/health/ready", Ready);
    }

    private static async Task<IResult> Ready(
        Database database, InstallationState installation, SocketModeState socket, IOptions<SlackOptions> slack, CancellationToken ct)
    {
        var missing = new List<string>();
        await using (var db = database.Read())
        {
            if (!await db.Database.CanConnectAsync(ct)) missing.Add("the database does not answer");
        }

        if (installation.Current is null) missing.Add("Slack has not told yet which workspace this is");
        if (slack.Value.AppToken.Length > 0 && !socket.IsConnected) missing.Add("Socket Mode is not connected");
        return missing.Count == 0 ? Results.Text("ready\n") : Results.Text(string.Join('\n', missing) + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
