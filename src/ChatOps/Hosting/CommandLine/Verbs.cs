using System.Net.Sockets;
using ChatOps.Persistence;
using ChatOps.Slack;
using ChatOps.Targets.LocalProcesses;
using Microsoft.AspNetCore.Connections;

namespace ChatOps.Hosting.CommandLine;

/// <summary>What can be typed behind <c>dotnet run --project src/ChatOps --</c>.</summary>
internal static class Verbs
{
    private const string Usage = """
        Usage: dotnet run --project src/ChatOps [-- <command>]

          (nothing)               start the bot
          demo                    play the whole story without hands, and check it
          demo github             the same with GitHub as the CI; a stand-in takes its place, no account is needed
          audit verify            check the audit trail's chain
          manifest [--url URL]    print the Slack app manifest
          stop                    stop the services of all environments on this machine
        """;

    public static async Task<int> Run(string[] args)
    {
        try
        {
            return args switch
            {
                [AgentCommand.Name, ..] => await AgentCommand.Run(args),
                ["demo", "github", { } word, ..] when !word.StartsWith('-') => Say($"The demo github takes no \"{word}\".\n\n{Usage}", 2),
                ["demo", "github", ..] => await Demo.DemoCommand.RunOnGitHub(args[2..]),
                ["demo", { } word, ..] when !word.StartsWith('-') => Say($"There is no demo \"{word}\"; there are demo and demo github.\n\n{Usage}", 2),
                ["demo", ..] => await Demo.DemoCommand.Run(args[1..]),
                ["audit", "verify", ..] => await AuditVerify.Run(args[2..]),
                ["manifest", ..] => PrintManifest(args[1..]),
                ["stop", ..] => await StopServices.Run(args[1..]),
                ["help" or "--help" or "-h", ..] => Say(Usage, 0),
                [{ } word, ..] when !word.StartsWith('-') => Say($"There is no command \"{word}\".\n\n{Usage}", 2),
                _ => await RunBot.Run(args),
            };
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{taken.Message.Replace("Failed to bind to address ", "The address ").Replace(": address already in use.", " is already in use.")} "
                + "Another program has this port; perhaps the bot runs already. End that program, or choose another address: --urls http://127.0.0.1:5090");
            return 1;
        }
        catch (SocketException fault)
        {
            await Console.Error.WriteLineAsync($"The bot can't listen: {fault.Message}. Choose another address: --urls http://127.0.0.1:5090");
            return 1;
        }
        catch (Exception fault) when (StorageUnavailableException.From(fault) is { } storage)
        {
            await Console.Error.WriteLineAsync($"The bot can't start: {storage.Message}");
            return 1;
        }
    }

    private static int PrintManifest(string[] args)
    {
        Uri? url = null;
        if (args is not ([] or ["--url", _]) || (args is [_, var text] && !Uri.TryCreate(text, UriKind.Absolute, out url)))
            return Say("Type: manifest, or manifest --url https://your.bot.example", 2);
        Console.WriteLine(Manifest.Print(url));
        return 0;
    }

    private static int Say(string words, int exitCode)
    {
        (exitCode == 0 ? Console.Out : Console.Error).WriteLine(words);
        return exitCode;
    }
}
