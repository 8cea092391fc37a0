using System.Text.Json;
using ChatOps.LocalWorkspace.Messages;
using ChatOps.LocalWorkspace.WebApi;

namespace ChatOps.LocalWorkspace.Requests;

/// <summary>Somebody typed a slash command.</summary>
internal sealed class CommandRequest(
    BotClient bot, BotAddress address, Triggers triggers, ResponseUrls responses, MessageBook book, Ephemerals ephemerals)
{
    public async Task<Outcome> Send(Member member, WorkspaceChannel channel, string command, string text)
    {
        if (Workspace.Commands.All(c => c.Command != command))
            return Failed(member, channel, $"{command} is not a valid command. In Slack, all messages that start with the “/” character are commands.");

        var answer = await bot.Post("slack/command", Form(member, channel, command, text));
        if (!answer.IsGood)
            return Failed(member, channel, $"{command} failed with the error \"{answer.Error}\"", answer.Status);
        try
        {
            return new Outcome(Ok: true, answer.Status, Show(answer, member, channel));
        }
        catch (ApiRefusedException refused)
        {
            return Failed(member, channel, $"{command} failed with the error \"{refused.Error}\"", answer.Status);
        }
    }

    private Dictionary<string, string> Form(Member member, WorkspaceChannel channel, string command, string text) => new()
    {
        ["token"] = Workspace.VerificationToken,
        ["team_id"] = member.Team,
        ["team_domain"] = member.IsStranger ? "another-company" : Workspace.Domain,
        ["channel_id"] = channel.Id,
        ["channel_name"] = channel.Name,
        ["user_id"] = member.Id,
        ["user_name"] = member.Name,
        ["command"] = command,
        ["text"] = Workspace.Commands.First(c => c.Command == command).IsEscaped ? Escape(text) : text,
        ["api_app_id"] = Workspace.App,
        ["is_enterprise_install"] = "false",
        ["response_url"] = responses.Issue(new ResponsePlace(member.Id, channel.Id), address.Find()),
        ["trigger_id"] = triggers.Issue(member.Id),
    };

    // As Slack does for a command whose manifest asks for it (should_escape): people and channels come with their ids.
    private static string Escape(string text) => string.Join(' ', Markup.Escape(text).Split(' ').Select(word => word switch
    {
        ['@', .. var name] when Workspace.FindMember(name) is { } member => $"<@{member.Id}|{member.Name}>",
        ['#', .. var name] when Workspace.FindChannel(name) is { } channel => $"<#{channel.Id}|{channel.Name}>",
        _ => word,
    }));

    /// <returns>The text that was shown, or null if the bot answered nothing.</returns>
    private string? Show(BotAnswer answer, Member member, WorkspaceChannel channel)
    {
        if (string.IsNullOrWhiteSpace(answer.Body))
            return null;
        var json = answer.Json();
        var values = json?.EnumerateObject().ToDictionary(p => p.Name, p => p.Value)
            ?? new Dictionary<string, JsonElement> { ["text"] = JsonSerializer.SerializeToElement(answer.Body) };
        var arguments = new ApiArguments(values);
        var content = MessageContent.Read(arguments);
        var message = new Message { Channel = channel.Id, User = Workspace.BotUser, Text = content.Text, Blocks = content.Blocks };
        if (arguments.Text("response_type") == "in_channel")
            book.Post(message);
        else
            ephemerals.Show(message with { OnlyFor = member.Id });
        return content.Text;
    }

    private Outcome Failed(Member member, WorkspaceChannel channel, string words, int status = 0)
    {
        ephemerals.Show(new Message { Channel = channel.Id, User = Workspace.Slackbot, Text = Markup.Escape(words), OnlyFor = member.Id });
        return Outcome.Failed(words, status);
    }
}
