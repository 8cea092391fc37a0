using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatOps.Hosting;

namespace ChatOps.Slack.FrontDoor;

/// <summary>Slack's four addresses: guard, then parse, then the intake.</summary>
internal sealed partial class Endpoints(RequestGuard guard, Deliveries deliveries, Intake intake, ILogger<Endpoints> log)
{
    private const int LongestBody = 1024 * 1024;

    public Task Command(HttpContext http) => Guarded(http, FormType, (body, delivery) =>
    {
        var form = Form.Parse(body);
        if (form.GetValueOrDefault("ssl_check") == "1") return Task.FromResult(Outcome.Received);
        if (form.ContainsKey("payload")) return Misfit("This address takes slash commands; a click belongs to /slack/action.");
        return intake.Command(CommandPayload.Of(form), body, delivery);
    });

    public Task Action(HttpContext http) => Guarded(http, FormType, (body, delivery) =>
    {
        if (Payload(body) is not { } payload) return Misfit("This address takes clicks and forms, in a field named payload.");
        var interaction = Parse(payload, PayloadJson.Default.InteractionPayload);
        return interaction.Type == "block_suggestion"
            ? Misfit("This address takes clicks and forms; options are asked for at /slack/options.")
            : intake.Interaction(interaction, payload, delivery);
    });

    public Task Options(HttpContext http) => Guarded(
        http,
        FormType,
        (body, _) => Payload(body) is { } payload && Parse(payload, PayloadJson.Default.InteractionPayload).Type == "block_suggestion"
            ? Task.FromResult(Outcome.Received)
            : Misfit("This address takes questions for options, in a field named payload."),
        received: """{"options":[]}""");

    public Task Event(HttpContext http)
    {
        string? challenge = null;
        return Guarded(
            http,
            "application/json",
            (body, _) =>
            {
                var payload = Parse(body, PayloadJson.Default.EventPayload);
                switch (payload.Type)
                {
                    case "url_verification" when payload.Challenge is { Length: > 0 } asked:
                        challenge = asked;
                        return Task.FromResult(Outcome.Received);
                    case "event_callback" or "app_rate_limited":
                        Log.Event(log, payload.Event?.Type ?? payload.Type, payload.EventId);
                        return Task.FromResult(intake.Event(payload));
                    default:
                        return Misfit("This address takes events: the type is missing or unknown.");
                }
            },
            () => challenge is null ? null : JsonSerializer.Serialize(new(challenge), OutcomeJson.Default.ChallengeAnswer));
    }

    private const string FormType = "application/x-www-form-urlencoded";

    private Task Guarded(HttpContext http, string contentType, Func<byte[], Delivery, Task<Outcome>> handle, string? received = null) =>
        Guarded(http, contentType, handle, () => received);

    private async Task Guarded(HttpContext http, string contentType, Func<byte[], Delivery, Task<Outcome>> handle, Func<string?> received)
    {
        byte[]? body;
        try
        {
            body = await BoundedBody.Read(http.Request, LongestBody, http.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            await Answers.Text(http, e.StatusCode, "The request could not be read.");
            return;
        }

        if (body is null)
        {
            await Answers.Text(http, StatusCodes.Status413PayloadTooLarge, $"The body is larger than {LongestBody} bytes.");
            return;
        }

        var headers = http.Request.Headers;
        var objection = guard.Objection(headers[RequestGuard.TimestampHeader], headers[RequestGuard.SignatureHeader], body, out var signed);
        if (objection is null && !deliveries.TryBegin(signed.Signature, signed.At + RequestGuard.Window + TimeSpan.FromSeconds(1)))
            objection = "This very request came in before.";
        if (objection is not null)
        {
            Log.Refused(log, http.Request.Path, objection);
            await Answers.Text(http, StatusCodes.Status401Unauthorized, objection);
            return;
        }

        await Answers.Write(http, await Handle(http, contentType, body, new(signed.Signature), handle), received());
    }

    private static async Task<Outcome> Handle(
        HttpContext http, string contentType, byte[] body, Delivery delivery, Func<byte[], Delivery, Task<Outcome>> handle)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, contentType, StringComparison.OrdinalIgnoreCase)) return new Outcome.Misfit($"This address takes {contentType}.");
        try
        {
            return await handle(body, delivery);
        }
        catch (FormatException e)
        {
            return new Outcome.Misfit($"The body is malformed: {e.Message}.");
        }
    }

    private static byte[]? Payload(byte[] body)
    {
        var form = Form.Parse(body);
        return form.TryGetValue("payload", out var payload) && !form.ContainsKey("command") ? Encoding.UTF8.GetBytes(payload) : null;
    }

    private static Task<Outcome> Misfit(string words) => Task.FromResult<Outcome>(new Outcome.Misfit(words));

    /// <exception cref="FormatException">The bytes are no JSON object of this shape.</exception>
    internal static T Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new FormatException("the JSON is null");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("the JSON can't be read", e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a request to {Path}: {Why}")]
        public static partial void Refused(ILogger log, string path, string why);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Acknowledged the event {Type} {Id}.")]
        public static partial void Event(ILogger log, string? type, string? id);
    }
}
