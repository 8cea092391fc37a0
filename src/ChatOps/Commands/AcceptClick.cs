using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Approvals;
using ChatOps.Domain.Approvals;
using ChatOps.Persistence;
using ChatOps.Pipelines;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Commands;

/// <summary>A button was pressed. It is stored and answered at once; what it does is worked from the inbox.</summary>
/// <param name="Run">Of a card's button; 0 for a note's.</param>
/// <param name="Decision">What the card showed when it was pressed: the decision, or what else the button is about, such as an environment; empty for buttons that decide nothing.</param>
/// <param name="Reason">From the form that Reject opens; null for a plain click.</param>
[Authorize(Who.WorkspaceMembers)]
public sealed record AcceptClick(ButtonAction Action, long Run, string Decision, string? Reason, Person By, string Channel, Origin Origin)
    : IRequest<Reply>, IByPerson
{
    /// <summary>Of a note's button; empty for a card's, whose run knows its project.</summary>
    public string Project { get; init; } = "";

    /// <summary>What a note's button is about.</summary>
    public string Subject { get; init; } = "";

    /// <summary>From the form that Approve opens where the policy has conditions.</summary>
    public IReadOnlyList<string> Confirmed { get; init; } = [];

    public sealed class Handler(CommitQueue commits) : IRequestHandler<AcceptClick, Reply>
    {
        public Task<Reply> Handle(AcceptClick request, CancellationToken cancellationToken) => commits.Run(async commit =>
        {
            var origin = request.Origin;
            if (await commit.Db.Inbox.AsNoTracking().FirstOrDefaultAsync(i => i.Key == origin.Key) is { } seen)
                return Reply.Say("") with { IsReplay = seen.Signature == origin.Signature };

            var click = new Click(
                request.Action, request.Run, request.Decision, request.Reason is null ? null : PlainText.Shorten(PlainText.Clean(request.Reason), 500),
                request.By with { Name = PlainText.Shorten(PlainText.Clean(request.By.Name), 80) }, request.Channel, request.Project, request.Subject,
                [.. request.Confirmed.Select(c => PlainText.Shorten(PlainText.Clean(c), 500))]);
            commit.Db.Inbox.Add(new()
            {
                Key = origin.Key, Signature = origin.Signature, ReceivedAt = commit.Now, Reply = "",
                Work = JsonSerializer.Serialize(click, ClickJson.Default.Click),
            });
            commit.Leaves(ToDo.Clicks);
            return Reply.Say("");
        }, cancellationToken);
    }
}

/// <summary>A click as it waits in the inbox.</summary>
public sealed record Click(
    ButtonAction Action, long Run, string Decision, string? Reason, Person By, string Channel, string Project = "", string Subject = "", IReadOnlyList<string>? Confirmed = null)
{
    /// <summary>Those about the same are worked in their order.</summary>
    [JsonIgnore]
    public string About => Run > 0 ? $"#{Run}" : $"{Project} {Subject}";
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Click))]
internal sealed partial class ClickJson : JsonSerializerContext;
