using System.Globalization;
using ChatOps.Domain.Projects;
using ChatOps.Notifications;

namespace ChatOps.Commands;

/// <summary>Times behind <c>/deploy</c> and <c>/promote</c>; <c>/release schedules</c>, <c>notify</c>, <c>notes</c>, <c>subscribe</c> and their ends.</summary>
public sealed partial class CommandParser
{
    private const string NotifyUsage = "/release notify #channel weekdays 9:00 \"what goes out today\", or /release notify #channel weekly notes";

    private static (string? At, string? Every) Timing(Words words, long? run)
    {
        if (words.Peek("in")) return (When(words), null);
        if (words.TakeIf("at"))
            return When(words) is { Length: > 0 } at ? (at, null) : throw new NotUnderstoodException("At what time? Say, for example: at 14:00, or at tomorrow 9:30 Europe/Berlin.");
        if (!words.Peek("every") && !words.TakeIf("on")) return (null, null);
        if (run is { } id) throw new NotUnderstoodException($"Run {id} can be deployed once: say at 14:00, or deploy the newest good run each time: last every weekday 6:00.");
        return When(words) is { Length: > 0 } every ? (null, every) : throw new NotUnderstoodException("On which days? Say, for example: every weekday 6:00.");
    }

    private static string When(Words words)
    {
        var when = UpToTheReason(words);
        return when.Split(' ').Contains("emergency", StringComparer.OrdinalIgnoreCase) ? throw EmergencyAtATime() : when;
    }

    // What follows the closing quote is no reason any more. Without quotes, words such as "at the checkout" are one.
    private static string EmergencyReason(string typed)
    {
        var close = typed.Length > 1 && IsQuote(typed[0]) ? typed.AsSpan(1).IndexOfAny(ClosingQuotes) : -1;
        var behind = new Words(close < 0 ? typed : typed[(close + 2)..]);
        if (IsTiming(behind) && (close >= 0 || IsTime(behind))) throw EmergencyAtATime();
        return typed.Trim('"', '“', '”', '„', ' ');
    }

    private static bool IsTiming(Words words) => words.Peek("at") || words.Peek("in") || words.Peek("every") || words.Peek("on");

    private static bool IsTime(Words words)
    {
        words.Take();
        return words.Next is { } next && (char.IsAsciiDigit(next[0]) || next.ToLowerInvariant() is "tomorrow" or "today");
    }

    private static NotUnderstoodException EmergencyAtATime() => new(
        "An emergency goes at once, so it has no time. Leave out the time, or the word emergency: then people are asked before that time. Nothing was started.");

    private SchedulesCommand Schedules(Words words)
    {
        const string usage = "/release schedules [project]";
        var project = words.IsEmpty ? TheProject("/release schedules <project>") : NamedProject(words, usage);
        NothingElse(words, usage);
        return new(project, Deployments: true);
    }

    private EndScheduleCommand Unschedule(Words words)
    {
        const string usage = "/release unschedule <id>";
        return new(ProjectIfNamed(words, usage), ScheduleId(words, usage, "schedules"), Deployments: true);
    }

    private ParsedCommand Notify(Words words)
    {
        var project = ProjectIfNamed(words, NotifyUsage);
        if (words.TakeIf("list"))
        {
            NothingElse(words, "/release notify list");
            return new SchedulesCommand(project, Deployments: false);
        }

        if (words.TakeIf("stop")) return new EndScheduleCommand(project, ScheduleId(words, "/release notify stop <id>", "notify list"), Deployments: false);
        var told = ChannelOrHere(words);
        var taken = new List<string>();
        while (words.Next is { } next && !IsQuote(next[0]) && !words.Peek("notes")) taken.Add(words.Take()!);
        if (taken.Count == 0) throw new NotUnderstoodException($"How often? Type: {NotifyUsage}.");
        var every = taken is [var only] && only.Equals("weekly", StringComparison.OrdinalIgnoreCase) ? "monday 9:00" : string.Join(' ', taken);
        if (words.TakeIf("notes"))
        {
            NothingElse(words, NotifyUsage);
            return new NotifyCommand(project, told, every, Topic: null);
        }

        if (words.IsEmpty) return new NotifyCommand(project, told, every, "");
        var (topic, after) = Quoted(words.Rest());
        NothingElse(after, NotifyUsage);
        return new NotifyCommand(project, told, every, topic);
    }

    private NotesCommand Notes(Words words)
    {
        const string usage = "/release notes <environment> [since run <id>]";
        var project = OptionalProject(words, usage);
        var environment = Environment(words, project, usage);
        long? since = words.TakeIf("since") ? Run(words, $"/release notes {environment.Name} since", project) : null;
        NothingElse(words, usage);
        return new(project, environment, since);
    }

    private SubscribeCommand Subscribe(Words words)
    {
        const string usage = "/release subscribe [me] [project] [environment] [failed|succeeded|all]";
        var isForMe = words.TakeIf("me");
        var project = ProjectIfNamed(words, usage);
        isForMe |= words.TakeIf("me");
        var outcomes = OutcomesIfAny(words);
        var environment = words.IsEmpty || outcomes is not null ? null : Environment(words, project, usage);
        outcomes ??= OutcomesIfAny(words);
        NothingElse(words, usage);
        return new(project, environment, outcomes ?? Outcomes.All, isForMe);
    }

    private UnsubscribeCommand Unsubscribe(Words words)
    {
        const string usage = "/release unsubscribe [me] [project] [environment]";
        var isForMe = words.TakeIf("me");
        var project = ProjectIfNamed(words, usage);
        isForMe |= words.TakeIf("me");
        var environment = words.IsEmpty ? null : Environment(words, project, usage);
        NothingElse(words, usage);
        return new(project, environment, isForMe);
    }

    private static Outcomes? OutcomesIfAny(Words words)
    {
        foreach (var outcomes in Enum.GetValues<Outcomes>())
            if (words.TakeIf(outcomes.ToString())) return outcomes;
        return null;
    }

    private Project ProjectIfNamed(Words words, string usage)
    {
        if (projects.FirstOrDefault(p => words.Peek(p.Name)) is not { } named || BoundHere()?.Find(words.Next!) is not null) return TheProject(usage);
        words.Take();
        return named;
    }

    private static string? ChannelOrHere(Words words)
    {
        if (words.TakeIf("here")) return null;
        var word = words.Take() ?? throw new NotUnderstoodException($"In which channel? Type: {NotifyUsage}.");
        return Mentions.Channel(word) ?? throw new NotUnderstoodException(
            $"I can't tell which channel {Quote(Mentions.Readable(word))} is: type # and choose it from Slack's list, or say here. Type: {NotifyUsage}.");
    }

    private static long ScheduleId(Words words, string usage, string list)
    {
        var word = words.Take() ?? throw new NotUnderstoodException($"Which one? /release {list} tells their numbers. Type: {usage}.");
        NothingElse(words, usage);
        return long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new NotUnderstoodException($"{Quote(Mentions.Readable(word))} is no schedule's number. /release {list} tells them.");
    }
}
