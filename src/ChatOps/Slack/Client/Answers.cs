using System.Text.Json.Serialization;

namespace ChatOps.Slack.Client;

/// <summary>What every method of Slack's Web API answers. https://docs.slack.dev/apis/web-api.</summary>
internal record Answer
{
    public bool? Ok { get; init; }
    public string? Error { get; init; }
    public string? Needed { get; init; }
    public ResponseMetadata? ResponseMetadata { get; init; }
}

internal sealed record ResponseMetadata(string? NextCursor, IReadOnlyList<string>? Messages);

internal sealed record AuthTest(string? TeamId, string? Team, string? UserId, string? BotId) : Answer;

internal sealed record Posted(string? Channel, string? Ts) : Answer;

internal sealed record Messages([property: JsonPropertyName("messages")] IReadOnlyList<Message>? Items) : Answer;

internal sealed record Message(string? Ts, string? User, string? BotId, MessageMetadata? Metadata);

internal sealed record UserInfo(User? User) : Answer;

/// <summary>https://docs.slack.dev/reference/objects/user-object. (<c>is_app_user</c> tells who authorized the app, not what is a bot.)</summary>
internal sealed record User(
    string? Id,
    string? TeamId,
    string? Name,
    string? RealName,
    string? Tz,
    bool? Deleted,
    bool? IsBot,
    bool? IsWorkflowBot,
    bool? IsConnectorBot,
    bool? IsRestricted,
    bool? IsUltraRestricted,
    bool? IsStranger,
    UserProfile? Profile,
    EnterpriseUser? EnterpriseUser);

internal sealed record UserProfile(string? DisplayName, string? RealName);

internal sealed record EnterpriseUser(IReadOnlyList<string>? Teams);

internal sealed record UserGroups([property: JsonPropertyName("usergroups")] IReadOnlyList<UserGroup>? Items) : Answer;

internal sealed record UserGroup(string? Id, string? Handle);

internal sealed record UserGroupMembers(IReadOnlyList<string>? Users) : Answer;

internal sealed record SocketAddress(string? Url) : Answer;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(AuthTest))]
[JsonSerializable(typeof(Posted))]
[JsonSerializable(typeof(Messages))]
[JsonSerializable(typeof(UserInfo))]
[JsonSerializable(typeof(UserGroups))]
[JsonSerializable(typeof(UserGroupMembers))]
[JsonSerializable(typeof(SocketAddress))]
internal sealed partial class AnswerJson : JsonSerializerContext;
