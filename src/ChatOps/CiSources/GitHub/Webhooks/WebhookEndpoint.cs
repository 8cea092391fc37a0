using ChatOps.Hosting;
using ChatOps.Persistence;
using Microsoft.Extensions.Options;

namespace ChatOps.CiSources.GitHub.Webhooks;

/// <summary>Where GitHub tells what happens: <c>POST /github/webhook</c>. The signature, then the headers, then the body; answered as soon as it is stored.</summary>
internal static partial class WebhookEndpoint
{
    // GitHub sends up to 25 MB; what runs wait for is far smaller, and what is left out the poll finds.
    private const int LongestBody = 4 << 20;

    public static void MapGitHubWebhooks(this IEndpointRouteBuilder routes)
    {
        var log = routes.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WebhookEndpoint));
        var isTold = 0;
        routes.MapPost("/github/webhook", (HttpRequest request, WebhookIntake intake, IOptions<GitHubOptions> options, CancellationToken ct) =>
        {
            if (options.Value.WebhookSecret is { Length: > 0 } secret) return Answer(request, intake, secret, log, ct);
            if (Interlocked.Exchange(ref isTold, 1) == 0) Log.NoSecret(log);
            return Task.FromResult(Words(StatusCodes.Status503ServiceUnavailable, "This bot takes no webhooks: GitHub:WebhookSecret is not set."));
        });
    }

    private static async Task<IResult> Answer(HttpRequest request, WebhookIntake intake, string secret, ILogger log, CancellationToken ct)
    {
        try
        {
            if (await BoundedBody.Read(request, LongestBody, ct) is not { } body) return Words(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {LongestBody} bytes.");
            if (request.Headers[WebhookSignature.Header] is not [var signature] || !WebhookSignature.IsGood(secret, signature, body))
            {
                Log.BadSignature(log);
                return Words(StatusCodes.Status401Unauthorized, $"{WebhookSignature.Header} is missing or does not match: is the webhook's secret the one in GitHub:WebhookSecret?");
            }

            if (Header(request, "X-GitHub-Delivery", CiDelivery.LongestId) is not { } id) return Words(StatusCodes.Status400BadRequest, "X-GitHub-Delivery is missing or malformed.");
            if (Header(request, "X-GitHub-Event", CiDelivery.LongestEvent) is not { } kind) return Words(StatusCodes.Status400BadRequest, "X-GitHub-Event is missing or malformed.");
            if (request.HasFormContentType) return Words(StatusCodes.Status415UnsupportedMediaType, "Set the webhook's content type to application/json.");
            var answer = await intake.Take(id, kind, body, ct);
            return Words(answer.IsNews ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, answer.Words);
        }
        catch (BadHttpRequestException fault)
        {
            return Words(fault.StatusCode, "The request could not be read.");
        }
        catch (StorageUnavailableException)
        {
            return Words(StatusCodes.Status503ServiceUnavailable, "It could not be stored; send it again.");
        }
    }

    // What stands there is stored, and is part of no signature.
    private static string? Header(HttpRequest request, string name, int longest) =>
        request.Headers[name] is [{ Length: > 0 } text] && text.Length <= longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? text : null;

    private static IResult Words(int status, string words) => Results.Text($"{words}\n", statusCode: status);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A webhook came to /github/webhook, and GitHub:WebhookSecret is not set: none is taken. Set it, or take the webhook out on GitHub.")]
        public static partial void NoSecret(ILogger log);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a request to /github/webhook: its signature is missing or does not match.")]
        public static partial void BadSignature(ILogger log);
    }
}
