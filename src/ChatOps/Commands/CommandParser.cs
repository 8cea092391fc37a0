using ChatOps.Domain.Projects;

namespace ChatOps.Commands;

/// <summary>Turns typed text into a command. Pure: it knows the projects and where it was typed, and nothing else.</summary>
/// <param name="projects">All of them.</param>
/// <param name="channel">The id and the name of the channel it was typed in.</param>
/// <param name="runsAt">What the addresses of a project's CI runs begin with; null where they have none.</param>
public sealed partial class CommandParser(IReadOnlyList<Project> projects, (string Id, string Name) channel, Func<Project, string?>? runsAt = null)
{
    private static readonly string[] Commands = ["/deploy", "/promote", "/rollback", "/release"];

    public ParsedCommand Parse(string command, string text)
    {
        var words = new Words(text);
        try
        {
            return command.ToLowerInvariant() switch
            {
                "/deploy" => words.IsEmpty || words.Peek("help") ? new HelpCommand() : Deploy(words),
                "/promote" => words.IsEmpty || words.Peek("help") ? new HelpCommand() : Promote(words),
                "/rollback" => words.IsEmpty || words.Peek("help") ? new HelpCommand() : Rollback(words),
                "/release" => Release(words),
                _ => new NotUnderstood($"I don't know the command {Quote(command)}. {DidYouMean(command, Commands)}I know: {string.Join(", ", Commands)}."),
            };
        }
        catch (NotUnderstoodException fault)
        {
            return new NotUnderstood(fault.Message);
        }
    }

    private DeployCommand Deploy(Words words)
    {
        const string usage = "/deploy <environment> run <id>, or /deploy <environment> last [branch]";
        var project = OptionalProject(words, usage);
        var environment = Environment(words, project, usage);
        string? branch = null;
        int? attempt = null;
        long? run = words.TakeIf("last") ? null : Run(words, $"/deploy {environment.Name}", project, out attempt);
        if (run is null) branch = LastOf(words);
        if (words.TakeIf("emergency"))
        {
            return EmergencyReason(words.Rest()) is { Length: > 0 } emergency
                ? new(project, environment, run, emergency, IsEmergency: true) { Branch = branch, CiAttempt = attempt }
                : throw new NotUnderstoodException($"An emergency needs a reason. Type, for example: /deploy {environment.Name} run {run ?? 1234} emergency \"checkout is down\".");
        }

        var skips = words.TakeIf("skipping") ? Environment(words, project, $"/deploy {environment.Name} run <id> skipping <environment> because <reason>").Name : null;
        var (at, every) = Timing(words, run);
        if (skips is not null && every is not null) throw new NotUnderstoodException($"Again and again nothing can skip {skips}: a hotfix is one run. Leave out \"skipping {skips}\", or name the run.");
        if (branch is not null && every is not null) throw new NotUnderstoodException($"Again and again it is the newest good run of the default branch. Leave out {Quote(branch)}.");
        return new(project, environment, run, End(words, usage), skips) { At = at, Every = every, Branch = branch, CiAttempt = attempt };
    }

    private DeployCommand Promote(Words words)
    {
        const string usage = "/promote run <id> to <environment>";
        var project = NamesARun(words) ? TheProject("/promote <project> run <id> to <environment>") : NamedProject(words, usage);
        var run = Run(words, "/promote", project, out var attempt);
        if (!words.TakeIf("to")) throw new NotUnderstoodException($"Where to? Type: {usage.Replace("<id>", run.ToString())}.");
        var environment = Environment(words, project, usage);
        var (at, _) = Timing(words, run);
        return new(project, environment, run, End(words, usage)) { At = at, CiAttempt = attempt };
    }

    private RollbackCommand Rollback(Words words)
    {
        const string usage = "/rollback <environment>, or /rollback <environment> to run <id>";
        var project = OptionalProject(words, usage);
        var environment = Environment(words, project, usage);
        long? run = words.TakeIf("to") || NamesARun(words) ? Run(words, $"/rollback {environment.Name} to", project, out _) : null;
        if (IsTiming(words))
            throw new NotUnderstoodException($"A rollback goes at once and takes no time. To have a release there at a time, type, for example: /deploy {environment.Name} run {run ?? 1233} at 14:00.");
        return new(project, environment, run, End(words, usage));
    }

    // The first word is a project if it is the name of one and of no environment that could be meant here.
    private Project OptionalProject(Words words, string usage)
    {
        var here = BoundHere();
        if (words.Next is not { } first) throw new NotUnderstoodException($"Something is missing. Type: {usage}.");
        var named = projects.FirstOrDefault(p => string.Equals(p.Name, first, StringComparison.OrdinalIgnoreCase));
        if (named is not null && here?.Find(first) is null)
        {
            words.Take();
            return named;
        }

        if (here is not null) return here;
        if (projects.Count == 0 || projects.Any(p => p.Find(first) is not null))
            return TheProject(usage.Replace("<environment>", "<project> <environment>").Replace("[environment]", "<project> [environment]"));
        throw NoProject(first);
    }

    private Project NamedProject(Words words, string usage)
    {
        var name = words.Take() ?? throw new NotUnderstoodException($"Something is missing. Type: {usage}.");
        return projects.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? (projects.Count == 0 ? TheProject(usage) : throw NoProject(name));
    }

    private NotUnderstoodException NoProject(string name)
    {
        var known = projects.Select(p => p.Name).ToList();
        return new($"There is no project {Quote(name)}. {DidYouMean(name, known)}I know: {Names(known)}.");
    }

    // "run 1234", "#1234", and the number alone, which gets words of its own.
    private static bool NamesARun(Words words) => words.Peek("run") || words.Next?[0] == '#' || IsAddress(words.Next) || words.Next?.All(char.IsAsciiDigit) == true;

    private Project TheProject(string usage) => BoundHere() ?? throw new NotUnderstoodException(
        projects.Count == 0
            ? "No project is set up yet. Add one to the settings under Projects."
            : $"This channel is not bound to one project, so name it: {Names(projects.Select(p => p.Name))}. Type: {usage}.");

    private Project? BoundHere()
    {
        var bound = projects.Where(p => p.IsBoundTo(channel.Id, channel.Name)).ToList();
        return bound.Count == 1 ? bound[0] : bound.Count == 0 && projects.Count == 1 ? projects[0] : null;
    }

    private static EnvironmentPolicy Environment(Words words, Project project, string usage)
    {
        var names = project.Environments.Select(e => e.Name).ToList();
        var name = words.Take() ?? throw new NotUnderstoodException($"Which environment? {project.Name} has: {Names(names)}. Type: {usage}.");
        return project.Find(name)
            ?? throw new NotUnderstoodException($"{project.Name} has no environment {Quote(name)}. {DidYouMean(name, names)}It has: {Names(names)}.");
    }

    private long Run(Words words, string before, Project project, out int? attempt)
    {
        attempt = null;
        var example = $"Type, for example: {before} run 1234.";
        var hasWord = words.TakeIf("run");
        var number = words.Take() ?? throw new NotUnderstoodException(hasWord ? $"Which run? The CI run's number is missing. {example}" : $"Which release? {example}");
        if (IsAddress(number)) return RunAt(number, project, out attempt);
        var digits = number.TrimStart('#');
        if (!hasWord && !number.StartsWith('#'))
            throw new NotUnderstoodException($"I expected the word \"run\" and the CI run's number, and found {Quote(number)}. {example}");
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit)) throw new NotUnderstoodException($"{Quote(number)} is not a CI run's number. {example}");
        if (digits.TrimStart('0').Length > 18 || !long.TryParse(digits, out var id) || id == 0)
            throw new NotUnderstoodException($"{Quote(number)} can't be a CI run's number: it must be between 1 and 999999999999999999. {example}");
        return id;
    }

    private static string? End(Words words, string usage)
    {
        if (words.TakeIf("because"))
            return words.Rest() is { Length: > 0 } reason ? reason : throw new NotUnderstoodException("There is nothing behind \"because\". Say why, or leave the word out.");
        NothingElse(words, $"{usage}; a reason goes behind \"because\"");
        return null;
    }

    private static void NothingElse(Words words, string usage)
    {
        if (words.Take() is { } extra) throw new NotUnderstoodException($"I don't know what to do with {Quote(extra)}. Type: {usage}.");
    }

    private static string DidYouMean(string word, IEnumerable<string> known) => Nearest.To(word, known) is { } near ? $"Did you mean {near}? " : "";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);

    private static string Quote(string word) => $"\"{PlainText.Shorten(word, 40)}\"";
}
