namespace ChatOps.Commands;

/// <summary>What stands behind <c>/release</c>.</summary>
public sealed partial class CommandParser
{
    // In the order in which they are told to somebody who typed another word.
    private IReadOnlyList<(string Word, Func<Words, ParsedCommand> Parse)> ReleaseWords =>
    [
        ("status", Status), ("history", History), ("metrics", Metrics), ("why", Why), ("diff", Diff), ("start", Start), ("cancel", Cancel), ("retry", Retry), ("skip", Skip),
        ("lock", Lock), ("unlock", Unlock), ("hold", Hold), ("resume", Resume), ("freeze", Freeze), ("unfreeze", Unfreeze), ("delegate", Delegate), ("link", Link), ("unlink", Unlink),
        ("schedules", Schedules), ("unschedule", Unschedule), ("notify", Notify), ("notes", Notes), ("subscribe", Subscribe), ("unsubscribe", Unsubscribe),
        ("cleanup", Cleanup), ("help", _ => new HelpCommand()),
    ];

    private ParsedCommand Release(Words words)
    {
        if (words.Take() is not { } word) return new HelpCommand();
        var known = ReleaseWords;
        foreach (var (name, parse) in known)
            if (string.Equals(name, word, StringComparison.OrdinalIgnoreCase)) return parse(words);
        var names = known.Select(k => k.Word).ToList();
        return new NotUnderstood($"/release does not know {Quote(word)}. {DidYouMean(word, names)}It knows: {Names(names)}.");
    }

    private StatusCommand Status(Words words)
    {
        const string usage = "/release status [project]";
        var project = words.IsEmpty ? TheProject("/release status <project>") : NamedProject(words, usage);
        NothingElse(words, usage);
        return new(project);
    }

    private HistoryCommand History(Words words)
    {
        const string usage = "/release history [environment]";
        var project = words.IsEmpty ? TheProject("/release history <project>") : OptionalProject(words, usage);
        var environment = words.IsEmpty ? null : Environment(words, project, usage);
        NothingElse(words, usage);
        return new(project, environment);
    }

    private MetricsCommand Metrics(Words words)
    {
        const string usage = "/release metrics [project]";
        var project = words.IsEmpty ? TheProject("/release metrics <project>") : NamedProject(words, usage);
        NothingElse(words, usage);
        return new(project);
    }

    private WhyCommand Why(Words words)
    {
        const string usage = "/release why <environment> run <id>";
        var project = OptionalProject(words, usage);
        var environment = Environment(words, project, usage);
        var run = Run(words, $"/release why {environment.Name}", project);
        NothingElse(words, usage);
        return new(project, environment, run);
    }
}
