using System.Text.Json.Nodes;
using ChatOps.LocalWorkspace.Messages;
using ChatOps.LocalWorkspace.Requests;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary><c>chat.*</c></summary>
internal sealed class ChatMethods(MessageBook book, Ephemerals ephemerals, BotAddress bot)
{
    public JsonObject Post(ApiArguments arguments)
    {
        var channel = Channel(arguments);
        var content = MessageContent.Read(arguments);
        var posted = book.Post(new Message
        {
            Channel = channel,
            User = Workspace.BotUser,
            Text = content.Text,
            Blocks = content.Blocks,
            Metadata = content.Metadata,
            ThreadTs = Thread(arguments, channel),
        });
        return Answer(posted);
    }

    public JsonObject Update(ApiArguments arguments)
    {
        var old = Own(arguments, "cant_update_message");
        var content = MessageContent.Read(arguments, MessageContent.LongestUpdate);
        var metadata = content.Metadata ?? old.Metadata;
        return Answer(book.Edit(old with
        {
            Text = content.Text,
            Blocks = content.Blocks,
            Metadata = metadata is { } given && given.EnumerateObject().Any() ? given : null,
        }));
    }

    public JsonObject Delete(ApiArguments arguments)
    {
        var message = Own(arguments, "cant_delete_message");
        book.Delete(message);
        return new JsonObject { ["channel"] = message.Channel, ["ts"] = message.Ts };
    }

    public JsonObject PostEphemeral(ApiArguments arguments)
    {
        var channel = Channel(arguments);
        if (!arguments.Has("user") || Workspace.Member(arguments.Text("user")) is not { IsBot: false } member)
            throw new ApiRefusedException("user_not_in_channel");
        var content = MessageContent.Read(arguments);
        var shown = ephemerals.Show(new Message
        {
            Channel = channel,
            User = Workspace.BotUser,
            Text = content.Text,
            Blocks = content.Blocks,
            ThreadTs = Thread(arguments, channel),
            OnlyFor = member.Id,
        });
        return new JsonObject { ["message_ts"] = shown.Ts };
    }

    public JsonObject Permalink(ApiArguments arguments)
    {
        var channel = Channel(arguments);
        var message = book.Find(channel, arguments.Text("message_ts")) ?? throw new ApiRefusedException("message_not_found");
        var link = $"archives/{channel}/p{message.Ts.Replace(".", "")}";
        if (message.IsReply)
            link += $"?thread_ts={message.ThreadTs}&cid={channel}";
        return new JsonObject { ["channel"] = channel, ["permalink"] = new Uri(bot.Find(), link).ToString() };
    }

    private Message Own(ApiArguments arguments, string refusal)
    {
        var channel = Workspace.Channel(arguments.Text("channel"))?.Id ?? throw new ApiRefusedException("channel_not_found");
        var message = book.Find(channel, arguments.Text("ts")) ?? throw new ApiRefusedException("message_not_found");
        return message.IsFromBot ? message : throw new ApiRefusedException(refusal);
    }

    private string? Thread(ApiArguments arguments, string channel)
    {
        if (arguments.Text("thread_ts") is not { Length: > 0 } ts)
            return null;
        var root = book.Find(channel, ts) ?? throw new ApiRefusedException("thread_not_found");
        return root.IsReply ? throw new ApiRefusedException("cannot_reply_to_message") : root.Ts;
    }

    private static string Channel(ApiArguments arguments) =>
        Workspace.FindChannel(arguments.Text("channel"))?.Id ?? throw new ApiRefusedException("channel_not_found");

    private JsonObject Answer(Message message) => new()
    {
        ["channel"] = message.Channel,
        ["ts"] = message.Ts,
        ["text"] = message.Text,
        ["message"] = MessageWire.Of(book.ThreadOf(message)),
    };
}
