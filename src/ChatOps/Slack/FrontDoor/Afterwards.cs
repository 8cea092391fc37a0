using System.Threading.Channels;

namespace ChatOps.Slack.FrontDoor;

/// <summary>Small courtesies to a person that an answer must not wait for: opening a form, whispering. Lost if the process ends.</summary>
internal sealed partial class Afterwards(IServiceProvider services, ILogger<Afterwards> log) : BackgroundService
{
    /// <summary>A form's trigger dies in three seconds: nothing may wait behind another's slow call.</summary>
    private const int AtOnce = 16;

    private readonly Channel<Func<IChat, CancellationToken, Task>> _work =
        Channel.CreateBounded<Func<IChat, CancellationToken, Task>>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.Wait });

    public void Do(Func<IChat, CancellationToken, Task> work)
    {
        if (!_work.Writer.TryWrite(work)) Log.Full(log);
    }

    public void Whisper(string channel, string user, Note note)
    {
        if (channel.Length > 0) Do((chat, ct) => chat.Whisper(channel, user, note, ct));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _work.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
        async (work, ct) =>
        {
            try
            {
                await work(services.GetRequiredService<IChat>(), ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception e)
            {
                Log.Failed(log, e.Message, e);
            }
        });

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Too much waits to be told to people; this was dropped.")]
        public static partial void Full(ILogger log);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Could not tell a person something: {Why}")]
        public static partial void Failed(ILogger log, string why, Exception exception);
    }
}
