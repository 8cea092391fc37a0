using System.Text.Json.Serialization;
using ChatOps.Slack.Client;

namespace ChatOps.Slack.Blocks;

/// <summary>Writes what goes to Slack, in its snake_case, without what is not set.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PostMessage))]
[JsonSerializable(typeof(UpdateMessage))]
[JsonSerializable(typeof(PostEphemeral))]
[JsonSerializable(typeof(OpenView))]
[JsonSerializable(typeof(Drawing))]
[JsonSerializable(typeof(ReasonModal.Memo))]
internal sealed partial class SlackJson : JsonSerializerContext;
