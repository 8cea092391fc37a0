using ChatOps.LocalWorkspace.Messages;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary>Does what the bot says at a response address.</summary>
internal sealed class ResponseUrlAnswer(MessageBook book, Ephemerals ephemerals)
{
    public void Take(ResponsePlace place, ApiArguments arguments)
    {
        if (arguments.Flag("delete_original"))
        {
            Delete(place);
            return;
        }

        var content = MessageContent.Read(arguments);
        if (arguments.Flag("replace_original"))
            Replace(place, content);
        else
            Show(place, content, arguments);
    }

    private void Show(ResponsePlace place, MessageContent content, ApiArguments arguments)
    {
        var message = new Message
        {
            Channel = place.Channel,
            User = Workspace.BotUser,
            Text = content.Text,
            Blocks = content.Blocks,
            Metadata = content.Metadata,
            ThreadTs = arguments.Has("thread_ts") ? arguments.Text("thread_ts") : place.ThreadTs,
        };
        if (arguments.Text("response_type") == "in_channel")
            book.Post(message);
        else
            ephemerals.Show(message with { OnlyFor = place.User, Metadata = null });
    }

    private void Replace(ResponsePlace place, MessageContent content)
    {
        var ts = place.MessageTs ?? throw new ApiRefusedException("message_not_found");
        if (ephemerals.Find(place.User, place.Channel, ts) is { } ephemeral)
            ephemerals.Replace(ephemeral with { Text = content.Text, Blocks = content.Blocks });
        else if (book.Find(place.Channel, ts) is { } message)
            book.Edit(message with { Text = content.Text, Blocks = content.Blocks });
        else
            throw new ApiRefusedException("message_not_found");
    }

    private void Delete(ResponsePlace place)
    {
        var ts = place.MessageTs ?? throw new ApiRefusedException("message_not_found");
        if (ephemerals.Find(place.User, place.Channel, ts) is { } ephemeral)
            ephemerals.Remove(ephemeral);
        else
            book.Delete(book.Find(place.Channel, ts) ?? throw new ApiRefusedException("message_not_found"));
    }
}
