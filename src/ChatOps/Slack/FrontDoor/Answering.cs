using System.Security.Cryptography;
using ChatOps.Commands;
using ChatOps.Slack.Blocks;
using MediatR;

namespace ChatOps.Slack.FrontDoor;

/// <summary>Sends a request to its handler and turns what comes back, or goes wrong, into an answer within Slack's three seconds.</summary>
internal sealed partial class Answering(
    IServiceScopeFactory scopes, Afterwards afterwards, Deliveries deliveries, TimeProvider time, ILogger<Answering> log)
{
    /// <summary>Slack gives up after three seconds: https://docs.slack.dev/interactivity/handling-user-interaction.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    public async Task<Outcome> ToCommand(AnswerCommand command, Delivery delivery)
    {
        var work = Handle(command, delivery);
        if (!await InTime(work))
        {
            _ = TellLater(work, command.Channel, command.By.Id);
            return new Outcome.Say("This takes longer than it should. How it ends will be told here.");
        }

        var handled = await work;
        return handled.IsReplay ? Outcome.SeenBefore : new Outcome.Say(NoteBlocks.Markup(handled.Note));
    }

    /// <param name="formBlock">The field of the form that this click came from, if it came from one.</param>
    public async Task<Outcome> ToClick(AcceptClick click, Delivery delivery, string? formBlock = null)
    {
        var work = Handle(click, delivery);
        if (!await InTime(work))
        {
            _ = TellLater(work, click.Channel, click.By.Id);
            return Outcome.Received;
        }

        var handled = await work;
        if (handled.IsReplay) return Outcome.SeenBefore;
        if (handled.Failed && formBlock is not null) return new Outcome.FormFault(formBlock, handled.Note.Text);
        if (handled.Note.Text.Length > 0) afterwards.Whisper(click.Channel, click.By.Id, handled.Note);
        return Outcome.Received;
    }

    private sealed record Handled(Note Note, bool IsReplay, bool Failed);

    private async Task<Handled> Handle(IRequest<Reply> request, Delivery delivery)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            // Whoever sent it may hang up; what a person asked for is not cut in half for that.
            var reply = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, CancellationToken.None);
            return new(reply.Note, reply.IsReplay, Failed: false);
        }
        catch (Exception e)
        {
            deliveries.Release(delivery.Id);
            var incident = RandomNumberGenerator.GetHexString(8, lowercase: true);
            Log.Incident(log, incident, request.GetType().Name, e);
            var words = $"Something went wrong here, and nothing was done. Try again; if it stays so, tell an operator: incident {incident}.";
            return new(new Note("", words), IsReplay: false, Failed: true);
        }
    }

    private async Task<bool> InTime(Task work)
    {
        using var enough = new CancellationTokenSource();
        var first = await Task.WhenAny(work, Task.Delay(Patience, time, enough.Token));
        await enough.CancelAsync();
        return first == work;
    }

    private async Task TellLater(Task<Handled> work, string channel, string user)
    {
        if (await work is { IsReplay: false, Note.Text.Length: > 0 } handled) afterwards.Whisper(channel, user, handled.Note);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Incident {Incident}: {Request} failed.")]
        public static partial void Incident(ILogger log, string incident, string request, Exception exception);
    }
}
