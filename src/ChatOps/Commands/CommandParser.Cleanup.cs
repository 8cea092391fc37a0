using ChatOps.Domain.Projects;

namespace ChatOps.Commands;

/// <summary><c>/release cleanup</c>: of one project or of all.</summary>
public sealed partial class CommandParser
{
    private CleanupCommand Cleanup(Words words)
    {
        const string usage = "/release cleanup [project|all] [now]";
        var project = words.Peek("now") ? TheProject("/release cleanup <project> now") : ProjectOrAll(words, usage);
        var isNow = words.TakeIf("now");
        NothingElse(words, usage);
        return new(project, isNow);
    }
}

/// <param name="Project">Null: all of them.</param>
/// <param name="IsNow">Do it; else only say what would go.</param>
public sealed record CleanupCommand(Project? Project, bool IsNow) : ParsedCommand;
