using System.Text.Json.Serialization;

namespace ChatOps.Slack.FrontDoor;

/// <summary>How a delivery is answered, whichever way it came in.</summary>
internal abstract record Outcome
{
    /// <summary>Received; nothing to say.</summary>
    public sealed record Ok : Outcome;

    /// <summary>Shown to the person who typed the command, and nobody else.</summary>
    public sealed record Say(string Text) : Outcome;

    /// <summary>The form stays open, with a remark at one of its fields.</summary>
    public sealed record FormFault(string BlockId, string Words) : Outcome;

    /// <summary>This is no payload that could have any effect here.</summary>
    public sealed record Misfit(string Words) : Outcome;

    /// <summary>This very delivery was answered before.</summary>
    public sealed record Replay : Outcome;

    public static readonly Outcome Received = new Ok();
    public static readonly Outcome SeenBefore = new Replay();
}

internal sealed record EphemeralAnswer(string ResponseType, string Text);

internal sealed record FormErrors(string ResponseAction, Dictionary<string, string> Errors);

internal sealed record ChallengeAnswer(string Challenge);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EphemeralAnswer))]
[JsonSerializable(typeof(FormErrors))]
[JsonSerializable(typeof(ChallengeAnswer))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
