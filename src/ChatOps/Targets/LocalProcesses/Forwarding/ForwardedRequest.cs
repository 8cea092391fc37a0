using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace ChatOps.Targets.LocalProcesses.Forwarding;

/// <summary>The same request, addressed to an instance.</summary>
internal static class ForwardedRequest
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static HttpRequestMessage From(HttpContext context, Backend backend)
    {
        var request = context.Request;
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), Address(context, backend))
        {
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }) message.Content = new StreamContent(request.Body);
        foreach (var (name, values) in request.Headers)
        {
            if (HopByHop.Is(name, request.Headers.Connection)) continue;
            string?[] texts = [.. values];
            if (!message.Headers.TryAddWithoutValidation(name, texts)) message.Content?.Headers.TryAddWithoutValidation(name, texts);
        }

        message.Headers.TryAddWithoutValidation("X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString());
        if (!request.Headers.ContainsKey("X-Forwarded-Proto")) message.Headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        if (!request.Headers.ContainsKey("X-Forwarded-Host")) message.Headers.TryAddWithoutValidation("X-Forwarded-Host", request.Host.Value);
        return message;
    }

    // The target as it came, byte for byte: what an instance makes of %2F or of a double slash is its own affair.
    private static Uri Address(HttpContext context, Backend backend)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var target = raw is ['/', ..] ? raw : UriHelper.BuildRelative(context.Request.PathBase, context.Request.Path, context.Request.QueryString);
        return new Uri($"http://127.0.0.1:{backend.Port}{target}", AsWritten);
    }
}
