using ChatOps.Domain.Approvals;
using ChatOps.Notifications;
using ChatOps.Persistence;
using ChatOps.Slack;

namespace ChatOps.Commands;

/// <summary>Work from the inbox: its effect and the fact that it is done are stored together.</summary>
internal static class FromInbox
{
    /// <param name="key">The inbox item.</param>
    /// <param name="work">Answers with words for the person who clicked; empty: nothing to say.</param>
    public static Task Work(this CommitQueue commits, string key, Person by, string channel, Func<Commit, Task<string>> work, CancellationToken ct) =>
        commits.Run(async commit =>
        {
            if (await commit.Db.Inbox.FindAsync(key) is not { DoneAt: null } item) return;
            var words = await work(commit);
            item.DoneAt = commit.Now;
            if (words.Length == 0) return;
            commit.Db.Outbox.Add(new OutgoingNote { Channel = channel, User = by.Id, Note = new Note("", words), CreatedAt = commit.Now, NextTryAt = commit.Now });
            commit.Leaves(ToDo.Notes);
        }, ct);
}
