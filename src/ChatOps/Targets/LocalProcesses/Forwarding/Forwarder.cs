using System.Text;

namespace ChatOps.Targets.LocalProcesses.Forwarding;

/// <summary>Passes each request to the instance that serves at that moment.</summary>
internal sealed class Forwarder(Traffic traffic, string environment, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(150);

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    });

    public async Task Forward(HttpContext context)
    {
        if (HttpMethods.IsConnect(context.Request.Method))
        {
            await Say(context, StatusCodes.Status405MethodNotAllowed, "This address forwards requests to a service; it is no proxy.");
            return;
        }

        // Once more after a failure to connect: nothing was sent yet, and the traffic may have moved meanwhile.
        if (!await Try(context, last: false)) await Try(context, last: true);
    }

    public void Dispose() => _client.Dispose();

    private async Task<bool> Try(HttpContext context, bool last)
    {
        using var lease = traffic.Enter();
        if (lease is null)
        {
            await Say(context, StatusCodes.Status503ServiceUnavailable, $"Nothing serves {environment} now.");
            return true;
        }

        try
        {
            using var answer = await _client.SendAsync(ForwardedRequest.From(context, lease.Backend), context.RequestAborted);
            await ForwardedResponse.Send(answer, context, context.RequestAborted);
            return true;
        }
        catch (HttpRequestException e) when (!last && e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            await Task.Delay(RetryAfter, time, context.RequestAborted);
            return false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) context.Abort();
            else await Say(context, StatusCodes.Status502BadGateway, $"Run {lease.Backend.CiRun}, which serves {environment}, gave no answer.");
            return true;
        }
    }

    private static Task Say(HttpContext context, int status, string words)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(words + "\n", context.RequestAborted);
    }
}
