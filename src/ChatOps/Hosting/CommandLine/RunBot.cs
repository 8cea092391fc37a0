using ChatOps.Projects;

namespace ChatOps.Hosting.CommandLine;

/// <summary>Starts the bot and says in a few lines where to look and what to type.</summary>
internal static class RunBot
{
    public static async Task<int> Run(string[] args)
    {
        await using var app = ChatOpsApp.Build(args);
        await app.Start();
        Console.WriteLine(Greeting(app));
        await app.WaitForShutdownAsync();
        Console.WriteLine("The bot has stopped. What it deployed goes on running; \"dotnet run --project src/ChatOps -- stop\" ends that too.");
        return 0;
    }

    private static string Greeting(WebApplication app)
    {
        var projects = app.Services.GetRequiredService<ProjectCatalog>();
        var environments = projects.All
            .SelectMany(p => p.Environments.Select(e => $"  {p.Name} {e.Name}: {projects.Options[p.Name].Environments[e.Name].Target.ServedAt()?.ToString() ?? "where GitHub deploys it"}"));
        var where = app.HasLocalWorkspace()
            ? $"""
              ChatOps runs. Open {app.Address()} : a small workspace that stands in for Slack.
              Type there:  /deploy staging run 1234   and press Approve as somebody else.
              """
            : $"ChatOps runs at {app.Address()} and talks to Slack. Type in a channel: /release help";
        return $"{where}\nServed once something is deployed:\n{string.Join('\n', environments)}\nStop with Ctrl+C.";
    }
}
