using ChatOps.Persistence;
using ChatOps.Slack;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Commands;

/// <summary>"It may come twice, late or out of order: one effect." The inbox key and the effect are stored together.</summary>
internal static class OnceOnly
{
    public static Task<Reply> Once(this CommitQueue commits, Origin origin, Func<Commit, Task<Reply>> change, CancellationToken ct) =>
        commits.Run(async commit =>
        {
            if (await commit.Db.Inbox.AsNoTracking().FirstOrDefaultAsync(i => i.Key == origin.Key) is { } seen)
                return new Reply(new Note("", seen.Reply), IsReplay: seen.Signature == origin.Signature);
            var reply = await change(commit);
            commit.Db.Inbox.Add(new()
            {
                Key = origin.Key, Signature = origin.Signature, ReceivedAt = commit.Now, DoneAt = commit.Now, Reply = reply.Note.Text,
            });
            return reply;
        }, ct);
}
