using System.Diagnostics;
using MediatR;

namespace ChatOps.Hosting;

/// <summary>A trace span and a log line for every request, without its content: that may hold what people typed.</summary>
public sealed class LogRequest<TRequest, TResponse>(ILogger<LogRequest<TRequest, TResponse>> log) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        using var span = Tracing.Source.StartActivity(typeof(TRequest).Name);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var response = await next();
            log.LogDebug("{Request} took {Milliseconds:0.0} ms.", typeof(TRequest).Name, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            return response;
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            log.LogInformation("{Request} ended with {Exception} after {Milliseconds:0.0} ms.", typeof(TRequest).Name, exception.GetType().Name,
                Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            throw;
        }
    }
}

/// <summary>Where traces come from, for whoever listens.</summary>
public static class Tracing
{
    public static ActivitySource Source { get; } = new("ChatOps");
}
