namespace ChatOps.Slack;

/// <summary>Asks Slack which workspace this is, until it answers.</summary>
internal sealed class InstallationWatch(
    IChat chat, InstallationState state, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<InstallationWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The local workspace answers only when this very server listens.
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        for (var pause = TimeSpan.FromMilliseconds(250); !stoppingToken.IsCancellationRequested && state.Current is null;)
        {
            try
            {
                state.Current = await chat.WhoAmI(stoppingToken);
                return;
            }
            catch (ChatUnavailableException fault)
            {
                log.LogWarning("Slack has not told which workspace this is: {Why}", fault.Message);
            }
            catch (ChatRefusedException fault)
            {
                log.LogError("Slack does not accept the bot's token (Slack:BotToken): {Why}", fault.Message);
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause < TimeSpan.FromSeconds(15) ? pause * 2 : pause;
        }
    }
}
