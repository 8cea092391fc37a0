namespace ChatOps.Benchmarks;

/// <summary>What is measured, and how long. It reports; it fails nothing.</summary>
/// <param name="Rounds">Every measure is taken this often, in turn with the others, so that a disturbance hits all of them.</param>
/// <param name="ArtifactBytes">The size of the artifact taken in.</param>
/// <param name="Histories">Numbers of finished runs in the database.</param>
/// <param name="Beside">The folder of another build of the bot, measured in the same rounds; null: none.</param>
/// <param name="CountsSyncs">Count the disk syncs of a command with strace.</param>
/// <param name="Only">Parts to run; empty: all.</param>
internal sealed record Plan(
    int Rounds, TimeSpan LoadTime, int MostCommands, long ArtifactBytes, IReadOnlyList<int> Histories, string? Beside, bool CountsSyncs, IReadOnlySet<string> Only)
{
    private const string Usage = """
        Usage: dotnet run -c Release --project tests/ChatOps.Benchmarks [-- options]

          --quick            a quick look: about a quarter of the time
          --syncs            also count the disk syncs of a command (needs strace)
          --beside <folder>  measure another build of the bot, from its output folder, in the same rounds
          --artifact <MiB>   the size of the artifact (1024)
          --only <parts>     some of: commands,start,memory,wakeups,artifacts,download,history
        """;

    public static int Help()
    {
        Console.WriteLine(Usage);
        return 0;
    }

    /// <returns>Null if the arguments can't be understood.</returns>
    public static Plan? From(string[] args)
    {
        var plan = new Plan(5, TimeSpan.FromSeconds(1.5), 3000, 1L << 30, [0, 10_000, 100_000], null, false, new HashSet<string>());
        if (args.Contains("--quick"))
            plan = plan with { Rounds = 3, LoadTime = TimeSpan.FromSeconds(0.7), MostCommands = 1000, ArtifactBytes = 256L << 20, Histories = [0, 10_000] };
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    break;
                case "--syncs":
                    plan = plan with { CountsSyncs = true };
                    break;
                case "--beside" when i + 1 < args.Length:
                    plan = plan with { Beside = args[++i] };
                    break;
                case "--artifact" when i + 1 < args.Length && int.TryParse(args[i + 1], out var size) && size > 0:
                    plan = plan with { ArtifactBytes = (long)size << 20 };
                    i++;
                    break;
                case "--only" when i + 1 < args.Length:
                    plan = plan with { Only = args[++i].Split(',').ToHashSet() };
                    break;
                default:
                    return null;
            }
        }

        return plan;
    }

    public bool Wants(string part) => Only.Count == 0 || Only.Contains(part);
}
