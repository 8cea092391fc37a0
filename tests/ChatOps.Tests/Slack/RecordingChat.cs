using System.Threading.Channels;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Projects;
using ChatOps.Slack;

namespace ChatOps.Tests.Slack;

/// <summary>A chat that keeps what people were told.</summary>
internal sealed class RecordingChat : IChat
{
    public Channel<(string Channel, string User, Note Note)> Whispers { get; } = System.Threading.Channels.Channel.CreateUnbounded<(string, string, Note)>();

    public Channel<(string Trigger, ReasonForm Form)> Forms { get; } = System.Threading.Channels.Channel.CreateUnbounded<(string, ReasonForm)>();

    public Func<Task> OnForm { get; set; } = () => Task.CompletedTask;

    public async Task AskForReason(string trigger, ReasonForm form, CancellationToken ct)
    {
        await Forms.Writer.WriteAsync((trigger, form), ct);
        await OnForm();
    }

    public Task Whisper(string channel, string user, Note note, CancellationToken ct) => Whispers.Writer.WriteAsync((channel, user, note), ct).AsTask();

    public Task<Installation> WhoAmI(CancellationToken ct) => throw new NotSupportedException();

    public Task<MessageAddress> Post(string channel, MessageAddress? thread, ChatContent content, string key, CancellationToken ct) => throw new NotSupportedException();

    public Task Edit(MessageAddress where, ChatContent content, string key, CancellationToken ct) => throw new NotSupportedException();

    public Task<MessageAddress?> Find(string channel, MessageAddress? thread, string key, DateTimeOffset since, CancellationToken ct) => throw new NotSupportedException();

    public Task AskForApproval(string trigger, ApprovalForm form, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<Person>> MembersOf(IReadOnlyList<PeopleGroup> groups, CancellationToken ct) => throw new NotSupportedException();

    public Task<Standing> StandingOf(Person claimed, IReadOnlyList<PeopleGroup> groups, CancellationToken ct) => throw new NotSupportedException();
}
