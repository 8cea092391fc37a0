using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Pipelines;

namespace ChatOps.Slack;

/// <summary>The chat, as the bot needs it. The outside world is behind it: every call has a time limit, and what it throws is told below.</summary>
/// <exception cref="ChatUnavailableException">The chat gave no usable answer; try again later.</exception>
/// <exception cref="ChatRefusedException">The chat said no, and will say so again.</exception>
public interface IChat
{
    /// <summary>Which workspace the bot is installed in, and as whom.</summary>
    Task<Installation> WhoAmI(CancellationToken ct);

    /// <param name="channel">A channel's id.</param>
    /// <param name="thread">The message to answer to, or null for a message of its own.</param>
    /// <param name="key">Travels with the message, unseen, so that <see cref="Find"/> can tell whether it was posted.</param>
    Task<MessageAddress> Post(string channel, MessageAddress? thread, ChatContent content, string key, CancellationToken ct);

    /// <summary>Replaces a message. Callers keep the order: the chat has no compare-and-set.</summary>
    Task Edit(MessageAddress where, ChatContent content, string key, CancellationToken ct);

    /// <returns>The bot's message with this key, if there is one, not older than <paramref name="since"/>.</returns>
    Task<MessageAddress?> Find(string channel, MessageAddress? thread, string key, DateTimeOffset since, CancellationToken ct);

    /// <summary>Shows a note to one person only. The chat may lose it.</summary>
    Task Whisper(string channel, string user, Note note, CancellationToken ct);

    /// <summary>Opens the form that asks why, for the person who pressed Reject. The trigger is good for three seconds, once.</summary>
    Task AskForReason(string trigger, ReasonForm form, CancellationToken ct);

    /// <summary>Opens the form that asks an approver for words. The trigger is good for three seconds, once.</summary>
    Task AskForApproval(string trigger, ApprovalForm form, CancellationToken ct);

    /// <summary>What the chat says of this person now; at most 60 seconds old.</summary>
    /// <param name="claimed">The person as the click or command named them; its workspace is compared with the installation's.</param>
    /// <param name="groups">The groups to ask about.</param>
    Task<Standing> StandingOf(Person claimed, IReadOnlyList<PeopleGroup> groups, CancellationToken ct);

    /// <summary>Who is in the groups now; at most 60 seconds old. Whether they may do anything, <see cref="StandingOf"/> tells.</summary>
    Task<IReadOnlyList<Person>> MembersOf(IReadOnlyList<PeopleGroup> groups, CancellationToken ct);
}

/// <param name="Workspace">The workspace's id (Slack: <c>team_id</c>).</param>
/// <param name="BotUser">The bot's own user id.</param>
public sealed record Installation(string Workspace, string WorkspaceName, string BotUser);

/// <param name="Channel">The channel's id.</param>
/// <param name="Id">The message's id in it (Slack: <c>ts</c>).</param>
public sealed record MessageAddress(string Channel, string Id);

/// <summary>What can be shown in the chat.</summary>
public abstract record ChatContent;

/// <summary>A few lines of text. All of it is untrusted and shown as plain text.</summary>
/// <param name="Heading">One line, shown strong; may be empty.</param>
/// <param name="Text">May have several lines.</param>
/// <param name="Log">Shown in a fixed-width block; may be empty.</param>
/// <param name="Mention">The person to notify, or null.</param>
/// <param name="Buttons">Below it, not in the answer to a command; null or empty: none.</param>
public sealed record Note(
    string Heading, string Text = "", string Log = "", Person? Mention = null, NoteTone Tone = NoteTone.Plain,
    IReadOnlyList<NoteButton>? Buttons = null) : ChatContent
{
    /// <summary>More people to notify; null: nobody else.</summary>
    public IReadOnlyList<Person>? Mentions { get; init; }
}

/// <summary>A button below a note. What it is about travels in it and comes back with the click; whether that still holds is checked then.</summary>
/// <param name="Project">Whose groups the person who presses it is looked up in.</param>
/// <param name="Subject">What it is about, in words of the action's own, such as an environment and the lock that is meant. Not empty.</param>
/// <param name="Confirm">What the person must confirm before the click counts, or null.</param>
public sealed record NoteButton(ButtonAction Action, string Project, string Subject, string? Confirm = null);

public enum NoteTone
{
    Plain,
    Good,
    Bad,
}

/// <param name="Decision">As in the button that opened it; comes back with the answer.</param>
/// <param name="Channel">Where the card is; comes back with the answer.</param>
public sealed record ReasonForm(long Run, string Decision, string Channel, string Title);

/// <param name="Decision">As in the button that opened it; comes back with the answer.</param>
/// <param name="Channel">Where the card is; comes back with the answer.</param>
public sealed record ApprovalForm(long Run, string Decision, string Channel, string Title, ApprovalWords Words);

/// <summary>The chat could not be asked. The message is fit to be shown: it holds no token and no stack.</summary>
/// <param name="mayHaveHappened">The request may have had its effect though no answer came.</param>
/// <param name="retryAfter">How long the chat told us to wait, if it did.</param>
public sealed class ChatUnavailableException(string message, bool mayHaveHappened, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    public bool MayHaveHappened { get; } = mayHaveHappened;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>The chat refused a request for good.</summary>
/// <param name="code">The chat's own word, such as <c>channel_not_found</c>.</param>
/// <param name="words">What to do about it, if that is known.</param>
public sealed class ChatRefusedException(string method, string code, string words = "") : Exception($"Slack refused {method}: {code}. {words}".TrimEnd())
{
    public string Code { get; } = code;
}
