using System.Collections.Concurrent;
using ChatOps.Commands;
using MediatR;

namespace ChatOps.Tests.Slack;

/// <summary>Stands where the handlers stand: keeps what was asked, answers as told.</summary>
internal sealed class RecordingMediator : IMediator
{
    public ConcurrentQueue<object> Requests { get; } = new();

    public Func<object, Task<Reply>> Answer { get; set; } = _ => Task.FromResult(Reply.Say("done"));

    public async Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        Requests.Enqueue(request);
        return (TResponse)(object)await Answer(request);
    }

    public Task Publish(object notification, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification => Task.CompletedTask;
}
