using System.Text.Json.Nodes;
using ChatOps.LocalWorkspace.Messages;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary><c>conversations.*</c></summary>
internal sealed class ConversationMethods(MessageBook book)
{
    public JsonObject List(ApiArguments arguments) => new()
    {
        ["channels"] = new JsonArray([.. Workspace.Channels.Select(Wire)]),
        ["response_metadata"] = new JsonObject { ["next_cursor"] = "" },
    };

    public JsonObject Info(ApiArguments arguments) => new() { ["channel"] = Wire(Channel(arguments)) };

    public JsonObject History(ApiArguments arguments)
    {
        var page = MessagePage.Read(arguments, newestFirst: true);
        var withMetadata = arguments.Flag("include_all_metadata");
        var threads = book.Threads(Channel(arguments).Id).Reverse();
        return page.Cut(threads.Where(t => page.Holds(t.Root.Ts)), t => t.Root.Ts, t => MessageWire.Of(t, withMetadata));
    }

    public JsonObject Replies(ApiArguments arguments)
    {
        var channel = Channel(arguments).Id;
        var withMetadata = arguments.Flag("include_all_metadata");
        var root = book.Threads(channel).FirstOrDefault(t => t.Root.Ts == arguments.Text("ts")) ?? throw new ApiRefusedException("thread_not_found");
        var page = MessagePage.Read(arguments, newestFirst: false);
        var replies = root.Replies.Select(r => new MessageThread(r, [])).Where(t => page.Holds(t.Root.Ts));
        return page.Cut(replies.Prepend(root), t => t.Root.Ts, t => MessageWire.Of(t, withMetadata));
    }

    private static WorkspaceChannel Channel(ApiArguments arguments) =>
        Workspace.Channel(arguments.Text("channel")) ?? throw new ApiRefusedException("channel_not_found");

    private static JsonObject Wire(WorkspaceChannel channel) => new()
    {
        ["id"] = channel.Id,
        ["name"] = channel.Name,
        ["name_normalized"] = channel.Name,
        ["is_channel"] = true,
        ["is_group"] = false,
        ["is_im"] = false,
        ["is_private"] = false,
        ["is_archived"] = false,
        ["is_general"] = false,
        ["is_member"] = true,
        ["is_shared"] = true,
        ["is_ext_shared"] = true,
        ["creator"] = Workspace.Members[0].Id,
        ["topic"] = new JsonObject { ["value"] = channel.Topic, ["creator"] = Workspace.Members[0].Id, ["last_set"] = 0 },
        ["purpose"] = new JsonObject { ["value"] = channel.Topic, ["creator"] = Workspace.Members[0].Id, ["last_set"] = 0 },
        ["num_members"] = Workspace.Members.Count,
    };
}
