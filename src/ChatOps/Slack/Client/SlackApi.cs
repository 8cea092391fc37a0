using ChatOps.Slack.Blocks;

namespace ChatOps.Slack.Client;

/// <summary>The methods of Slack's Web API that the bot uses, typed. https://docs.slack.dev/reference/methods.</summary>
internal sealed class SlackApi(WebApi web, Func<SlackOptions> options)
{
    private string BotToken => options().BotToken;

    public Task<AuthTest> AuthTest(CancellationToken ct) => web.Send(Call.Form("auth.test", BotToken), AnswerJson.Default.AuthTest, ct);

    public Task<Posted> PostMessage(PostMessage message, CancellationToken ct) =>
        web.Send(Call.Json("chat.postMessage", BotToken, message, SlackJson.Default.PostMessage), AnswerJson.Default.Posted, ct);

    public Task<Posted> Update(UpdateMessage message, CancellationToken ct) =>
        web.Send(Call.Json("chat.update", BotToken, message, SlackJson.Default.UpdateMessage, repeatable: true), AnswerJson.Default.Posted, ct);

    public Task<Answer> PostEphemeral(PostEphemeral message, CancellationToken ct) =>
        web.Send(Call.Json("chat.postEphemeral", BotToken, message, SlackJson.Default.PostEphemeral), AnswerJson.Default.Answer, ct);

    /// <summary>The trigger dies after three seconds: waiting for a turn would be waiting for nothing.</summary>
    public Task<Answer> OpenView(OpenView view, CancellationToken ct) =>
        web.Send(Call.Json("views.open", BotToken, view, SlackJson.Default.OpenView, patience: TimeSpan.FromSeconds(1)), AnswerJson.Default.Answer, ct);

    /// <param name="thread">Null for the channel's own messages, newest first; else the thread's, oldest first.</param>
    public Task<Messages> Messages(string channel, string? thread, string oldest, string? cursor, CancellationToken ct) =>
        web.Send(
            Call.Form(
                thread is null ? "conversations.history" : "conversations.replies",
                BotToken,
                ("channel", channel),
                ("ts", thread),
                ("oldest", oldest),
                ("inclusive", "true"),
                ("include_all_metadata", "true"),
                ("limit", "200"),
                ("cursor", cursor)),
            AnswerJson.Default.Messages,
            ct);

    public Task<UserInfo> User(string user, CancellationToken ct) =>
        web.Send(Call.Form("users.info", BotToken, ("user", user)), AnswerJson.Default.UserInfo, ct);

    public Task<UserGroups> UserGroups(CancellationToken ct) => web.Send(Call.Form("usergroups.list", BotToken), AnswerJson.Default.UserGroups, ct);

    public Task<UserGroupMembers> MembersOf(string userGroup, CancellationToken ct) =>
        web.Send(Call.Form("usergroups.users.list", BotToken, ("usergroup", userGroup)), AnswerJson.Default.UserGroupMembers, ct);

    /// <summary>The address of a fresh Socket Mode connection; needs the app's token, not the bot's.</summary>
    public Task<SocketAddress> OpenConnection(CancellationToken ct) =>
        web.Send(Call.Form("apps.connections.open", options().AppToken), AnswerJson.Default.SocketAddress, ct);
}
