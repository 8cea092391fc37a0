using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Slack.Sockets;

/// <summary>What comes over the socket, see https://docs.slack.dev/apis/events-api/using-socket-mode.</summary>
/// <param name="Type"><c>hello</c>, <c>disconnect</c>, or the kind of payload.</param>
/// <param name="Reason">Of a disconnect: <c>warning</c>, <c>refresh_requested</c>, <c>link_disabled</c>.</param>
internal sealed record Envelope(string? Type, string? EnvelopeId, string? Reason, JsonElement Payload);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Envelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
