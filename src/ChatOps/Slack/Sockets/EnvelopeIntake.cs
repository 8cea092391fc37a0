using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatOps.Slack.FrontDoor;

namespace ChatOps.Slack.Sockets;

/// <summary>Hands an envelope to the same intake that HTTP uses. The socket was opened with our token: what comes over it is Slack's.</summary>
internal sealed partial class EnvelopeIntake(Intake intake, Deliveries deliveries, TimeProvider time, ILogger<EnvelopeIntake> log)
{
    /// <summary>Slack delivers an unacknowledged envelope again within this time, perhaps over another connection.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <returns>The acknowledgement, as JSON.</returns>
    public async Task<string> Answer(Envelope envelope)
    {
        var id = envelope.EnvelopeId!;
        var delivery = new Delivery($"envelope:{id}");
        var payload = "";
        if (deliveries.TryBegin(delivery.Id, time.GetUtcNow() + Memory))
        {
            var outcome = await Handle(envelope, delivery);
            if (outcome is Outcome.Misfit misfit) Log.Misfit(log, envelope.Type, misfit.Words);
            payload = FrontDoor.Answers.JsonOf(outcome) is { } json ? $",\"payload\":{json}" : "";
        }
        else
        {
            Log.Again(log, envelope.Type);
        }

        return $"{{\"envelope_id\":\"{JsonEncodedText.Encode(id)}\"{payload}}}";
    }

    private async Task<Outcome> Handle(Envelope envelope, Delivery delivery)
    {
        try
        {
            var raw = Encoding.UTF8.GetBytes(envelope.Payload.ValueKind == JsonValueKind.Object ? envelope.Payload.GetRawText() : "null");
            return envelope.Type switch
            {
                "slash_commands" => await intake.Command(Parse(raw, PayloadJson.Default.CommandPayload), raw, delivery),
                "interactive" => await intake.Interaction(Parse(raw, PayloadJson.Default.InteractionPayload), raw, delivery),
                "events_api" => intake.Event(Parse(raw, PayloadJson.Default.EventPayload)),
                _ => Outcome.Received,
            };
        }
        catch (FormatException e)
        {
            return new Outcome.Misfit(e.Message);
        }
    }

    private static T Parse<T>(byte[] json, JsonTypeInfo<T> type)
        where T : class => Endpoints.Parse(json, type);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "An envelope of type {Type} does not fit: {Why}")]
        public static partial void Misfit(ILogger log, string? type, string why);

        [LoggerMessage(Level = LogLevel.Information, Message = "An envelope of type {Type} came again; it has had its effect.")]
        public static partial void Again(ILogger log, string? type);
    }
}
