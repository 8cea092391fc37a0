namespace ChatOps.LocalWorkspace.WebApi;

/// <summary>The methods of Slack's Web API that the workspace knows.</summary>
internal sealed class ApiMethods(ChatMethods chat, ConversationMethods conversations, PeopleMethods people, ViewMethods views)
{
    private readonly Dictionary<string, ApiMethod> _methods = new()
    {
        ["auth.test"] = new(people.AuthTest),
        ["team.info"] = new(people.TeamInfo, TakesJson: false),
        ["users.info"] = new(people.UserInfo, TakesJson: false),
        ["users.list"] = new(people.UserList, TakesJson: false),
        ["usergroups.list"] = new(people.GroupList, TakesJson: false),
        ["usergroups.users.list"] = new(people.GroupUsers, TakesJson: false),
        ["chat.postMessage"] = new(chat.Post),
        ["chat.update"] = new(chat.Update),
        ["chat.delete"] = new(chat.Delete),
        ["chat.postEphemeral"] = new(chat.PostEphemeral),
        ["chat.getPermalink"] = new(chat.Permalink, TakesJson: false),
        ["conversations.list"] = new(conversations.List),
        ["conversations.info"] = new(conversations.Info),
        ["conversations.history"] = new(conversations.History),
        ["conversations.replies"] = new(conversations.Replies),
        ["views.open"] = new(views.Open),
        ["views.update"] = new(views.Update),
    };

    public ApiMethod? Find(string name) => _methods.GetValueOrDefault(name);
}
