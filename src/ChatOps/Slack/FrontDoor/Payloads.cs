using System.Text.Json.Serialization;

namespace ChatOps.Slack.FrontDoor;

/// <summary>A slash command, see https://docs.slack.dev/interactivity/implementing-slash-commands. Over HTTP it is a form, over the socket JSON.</summary>
internal sealed record CommandPayload(
    string? Command, string? Text, string? UserId, string? UserName, string? TeamId, string? ChannelId, string? ChannelName, string? TriggerId)
{
    public static CommandPayload Of(Dictionary<string, string> form) => new(
        form.GetValueOrDefault("command"),
        form.GetValueOrDefault("text"),
        form.GetValueOrDefault("user_id"),
        form.GetValueOrDefault("user_name"),
        form.GetValueOrDefault("team_id"),
        form.GetValueOrDefault("channel_id"),
        form.GetValueOrDefault("channel_name"),
        form.GetValueOrDefault("trigger_id"));
}

/// <summary>A click, a submitted form and their kin, see https://docs.slack.dev/reference/interaction-payloads.</summary>
internal sealed record InteractionPayload(
    string? Type,
    InteractionUser? User,
    InteractionPlace? Channel,
    InteractionContainer? Container,
    InteractionMessage? Message,
    IReadOnlyList<InteractionAction>? Actions,
    InteractionView? View,
    string? TriggerId);

/// <param name="TeamId">The person's own workspace. The payload's <c>team</c> is only where the app is installed.</param>
internal sealed record InteractionUser(string? Id, string? Username, string? Name, string? TeamId);

internal sealed record InteractionPlace(string? Id);

internal sealed record InteractionContainer(string? ChannelId);

internal sealed record InteractionMessage(string? Text);

internal sealed record InteractionAction(string? ActionId, string? Value);

internal sealed record InteractionView(string? CallbackId, string? PrivateMetadata, ViewState? State);

internal sealed record ViewState(Dictionary<string, Dictionary<string, ViewValue>>? Values);

internal sealed record ViewValue(string? Value);

/// <summary>https://docs.slack.dev/apis/events-api.</summary>
internal sealed record EventPayload(string? Type, string? Challenge, string? EventId, EventBody? Event);

internal sealed record EventBody(string? Type);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CommandPayload))]
[JsonSerializable(typeof(InteractionPayload))]
[JsonSerializable(typeof(EventPayload))]
internal sealed partial class PayloadJson : JsonSerializerContext;
