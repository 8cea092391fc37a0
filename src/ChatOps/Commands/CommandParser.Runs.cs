using System.Globalization;

namespace ChatOps.Commands;

/// <summary>Commands about runs on their way: start one at the source, cancel, try a stage again, skip it.</summary>
public sealed partial class CommandParser
{
    private StartCommand Start(Words words)
    {
        const string usage = "/release start [project] [branch]";
        var named = projects.FirstOrDefault(p => words.Peek(p.Name));
        if (named is not null) words.Take();
        var project = named ?? TheProject("/release start <project> [branch]");
        var branch = words.Peek("because") ? null : words.Take();
        if (branch is not null && !IsBranch(branch)) throw new NotUnderstoodException($"{Quote(branch)} can't be a branch's name. Type: {usage}.");
        return new(project, branch, End(words, usage));
    }

    private CancelCommand Cancel(Words words)
    {
        const string usage = "/release cancel #12";
        var run = Card(words, usage);
        NothingElse(words, usage);
        return new(run);
    }

    private RetryCommand Retry(Words words)
    {
        const string usage = "/release retry #12 <stage>";
        var run = Card(words, usage);
        var stage = words.Rest();
        return new(run, stage.Length > 0 ? stage : throw new NotUnderstoodException($"Which stage? Type: {usage}. (The card's Retry button begins the whole run anew.)"));
    }

    private SkipCommand Skip(Words words)
    {
        const string usage = "/release skip #12 <stage> because <reason>";
        var run = Card(words, usage);
        var rest = words.Rest();
        var at = rest.IndexOf(" because ", StringComparison.OrdinalIgnoreCase);
        if (rest.Length == 0) throw new NotUnderstoodException($"Which stage? Type: {usage}.");
        if (at < 1 || rest[(at + " because ".Length)..].Trim() is not { Length: > 0 } reason) throw new NotUnderstoodException($"Say why, behind \"because\". Type: {usage}.");
        return new(run, rest[..at].Trim(), reason);
    }

    // The bot's own number of a run, as cards show it.
    private static long Card(Words words, string usage)
    {
        var word = words.Take() ?? throw new NotUnderstoodException($"Which one? Its number stands at the end of its card. Type: {usage}.");
        return long.TryParse(word.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var run) && run > 0
            ? run
            : throw new NotUnderstoodException($"{Quote(word)} is no card's number. Type: {usage}.");
    }

    // Near enough to git's own rules (https://git-scm.com/docs/git-check-ref-format) to refuse what could be anything else.
    private static bool IsBranch(string name) => name.Length <= 200 && name[0] is not ('-' or '/') && !name.Contains("..", StringComparison.Ordinal)
        && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or '+' or '#' or '@');
}
