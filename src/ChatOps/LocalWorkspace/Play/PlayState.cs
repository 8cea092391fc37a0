using System.Text.Json.Nodes;
using ChatOps.LocalWorkspace.Messages;
using ChatOps.LocalWorkspace.Views;

namespace ChatOps.LocalWorkspace.Play;

/// <summary>All that one person sees.</summary>
internal sealed class PlayState(MessageBook book, Ephemerals ephemerals, OpenViews views)
{
    /// <summary>How far back a page shows a channel.</summary>
    private const int Shown = 300;

    public JsonObject For(Member member) => new()
    {
        ["ok"] = true,
        ["team"] = new JsonObject { ["id"] = Workspace.Team, ["name"] = Workspace.TeamName },
        ["me"] = member.Id,
        ["people"] = new JsonArray([.. Workspace.Members.Select(Wire)]),
        ["groups"] = new JsonArray([.. Workspace.Groups.Select(g => new JsonObject { ["id"] = g.Id, ["handle"] = g.Handle })]),
        ["commands"] = new JsonArray([.. Workspace.Commands.Select(c => new JsonObject
        {
            ["command"] = c.Command,
            ["hint"] = c.Hint,
            ["about"] = c.About,
        })]),
        ["channels"] = new JsonArray([.. Workspace.Channels.Select(c => Wire(c, member))]),
        ["views"] = new JsonArray([.. views.For(member.Id).Select(v => ViewWire.Of(v))]),
    };

    /// <summary>The messages that everybody sees, with their replies, oldest first.</summary>
    public JsonObject MessagesIn(WorkspaceChannel channel) => new()
    {
        ["ok"] = true,
        ["channel"] = channel.Id,
        ["messages"] = new JsonArray([.. Shared(channel)]),
    };

    private JsonObject Wire(WorkspaceChannel channel, Member member) => new()
    {
        ["id"] = channel.Id,
        ["name"] = channel.Name,
        ["topic"] = channel.Topic,
        ["messages"] = new JsonArray(
            [.. Shared(channel), .. ephemerals.For(member.Id, channel.Id).Select(m => MessageWire.ForPage(new MessageThread(m, [])))]),
    };

    private IEnumerable<JsonObject> Shared(WorkspaceChannel channel) =>
        book.Threads(channel.Id).TakeLast(Shown).SelectMany(t => t.Replies
            .Select(r => MessageWire.ForPage(new MessageThread(r, [])))
            .Prepend(MessageWire.ForPage(t)));

    private static JsonObject Wire(Member member) => new()
    {
        ["id"] = member.Id,
        ["name"] = member.Name,
        ["real_name"] = member.RealName,
        ["about"] = member.About,
        ["is_bot"] = member.IsBot,
        ["is_stranger"] = member.IsStranger,
    };
}
