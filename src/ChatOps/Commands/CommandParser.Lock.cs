using ChatOps.Domain.Environments;

namespace ChatOps.Commands;

/// <summary><c>/release lock</c>, <c>unlock</c>, <c>hold</c> and <c>resume</c>.</summary>
public sealed partial class CommandParser
{
    private const int LongestReason = 300;

    private ParsedCommand Lock(Words words)
    {
        const string usage = "/release lock <environment> [for 2h] because <reason>";
        var project = OptionalProject(words, usage);
        var environment = Environment(words, project, usage);
        if (words.TakeIf("to"))
        {
            var (user, name) = MentionedPerson(words, $"/release lock {environment.Name} to @name");
            NothingElse(words, $"/release lock {environment.Name} to @name");
            return new HandOverCommand(project, environment, user, name);
        }

        var end = EndingIfAny(words);
        return new LockCommand(project, environment, end, Because(words, $"/release lock {environment.Name} because …"));
    }

    private UnlockCommand Unlock(Words words)
    {
        const string usage = "/release unlock <environment>";
        var project = OptionalProject(words, usage);
        return new(project, Environment(words, project, usage), Readable(End(words, usage)));
    }

    private HoldCommand Hold(Words words)
    {
        const string usage = "/release hold <environment> because <reason>";
        var project = OptionalProject(words, usage);
        var environment = Environment(words, project, usage);
        return new(project, environment, Because(words, $"/release hold {environment.Name} because …"));
    }

    private ResumeCommand Resume(Words words)
    {
        const string usage = "/release resume <environment>";
        var project = OptionalProject(words, usage);
        return new(project, Environment(words, project, usage), Readable(End(words, usage)));
    }

    private static (string, string) MentionedPerson(Words words, string usage)
    {
        var word = words.Take() ?? throw new NotUnderstoodException($"To whom? Type: {usage}.");
        return Mentions.Person(word) ?? throw new NotUnderstoodException(
            $"I can't tell who {Quote(Mentions.Readable(word))} is: I need a mention that Slack completes while you type, as in {usage}. If you chose it from Slack's list, the app's manifest is older than this bot; install it again.");
    }

    private static string Because(Words words, string usage)
    {
        if (words.TakeIf("because") && Readable(words.Rest()) is { Length: > 0 } reason) return reason;
        if (words.Next is { } extra) throw new NotUnderstoodException($"I don't know what to do with {Quote(Mentions.Readable(extra))}. A reason goes behind \"because\": {usage}");
        throw new NotUnderstoodException($"Say why, behind \"because\": {usage}");
    }

    // One line, so that a reason can't look like other lines of an answer.
    private static string? Readable(string? reason) =>
        reason is null ? null : PlainText.Shorten(string.Join(' ', Mentions.Readable(reason).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), LongestReason);

    private static Ending? EndingIfAny(Words words)
    {
        var isLength = words.TakeIf("for");
        if (!isLength && !words.TakeIf("until")) return null;
        var text = UpToTheReason(words);
        if (text.Length > 0) return new(PlainText.Shorten(isLength ? $"in {text}" : text, 60));
        throw isLength ? new NotUnderstoodException("For how long? Say, for example: for 2h, or for 90m.") : new NotUnderstoodException("Until when? Say, for example: until 18:00, or until tomorrow 9:30 Europe/Berlin.");
    }

    private static string UpToTheReason(Words words)
    {
        var taken = new List<string>();
        while (words.Next is { } next && !words.Peek("because") && !IsQuote(next[0])) taken.Add(words.Take()!);
        return string.Join(' ', taken);
    }
}
