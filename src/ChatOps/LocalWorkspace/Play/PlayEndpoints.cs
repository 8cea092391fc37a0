using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.LocalWorkspace.Messages;
using ChatOps.LocalWorkspace.Requests;
using ChatOps.LocalWorkspace.Views;

namespace ChatOps.LocalWorkspace.Play;

/// <summary>What people in the workspace do, for the page and for scripts.</summary>
internal static class PlayEndpoints
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/local/api/command", (HttpRequest request, CommandRequest command) =>
            Play(request, (play, member) => InChannel(play, channel => command.Send(member, channel, play.Command, play.Text))));
        app.MapPost("/local/api/action", (HttpRequest request, ClickRequest click) =>
            Play(request, (play, member) => InChannel(play, channel => click.Send(member, channel, play.Ts, message =>
                ClickTarget.Find(message, play.ActionId, play.BlockId, play.Value, play.SelectedValue)))));
        app.MapPost("/local/api/view", (HttpRequest request, ViewSubmission submission) =>
            Play(request, (play, member) => submission.Send(member, play.ViewId, play.Values)));
        app.MapPost("/local/api/view/close", (HttpRequest request, OpenViews views) =>
            Play(request, (play, member) => Task.FromResult(Close(views, member, play.ViewId))));
        app.MapPost("/local/api/message", (HttpRequest request, MessageBook book) =>
            Play(request, (play, member) => InChannel(play, channel => Task.FromResult(Say(book, member, channel, play)))));
        app.MapGet("/local/api/state", (string? user, PlayState state) =>
            Workspace.FindMember(user ?? "") is { IsBot: false } member ? Results.Json(state.For(member)) : Unknown("user_not_found"));
        app.MapGet("/local/api/messages", (string? channel, PlayState state) =>
            Workspace.FindChannel(channel ?? "") is { } found ? Results.Json(state.MessagesIn(found)) : Unknown("channel_not_found"));
    }

    /// <summary>JSON only: a form from another page could be sent without asking first.</summary>
    private static async Task<IResult> Play(HttpRequest request, Func<PlayRequest, Member, Task<Outcome>> act)
    {
        if (!request.HasJsonContentType())
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        try
        {
            var play = await request.ReadFromJsonAsync<PlayRequest>(Json) ?? new PlayRequest();
            if (Workspace.FindMember(play.User) is not { IsBot: false } member)
                return Unknown("user_not_found");
            return Results.Json(await act(play, member), Json);
        }
        catch (JsonException)
        {
            return Unknown("invalid_json");
        }
    }

    private static Task<Outcome> InChannel(PlayRequest play, Func<WorkspaceChannel, Task<Outcome>> act) =>
        Workspace.FindChannel(play.Channel) is { } channel ? act(channel) : Task.FromResult(Outcome.Failed("channel_not_found"));

    private static Outcome Close(OpenViews views, Member member, string viewId)
    {
        if (views.Find(viewId) is not { } view || view.User != member.Id)
            return Outcome.Failed("This form is no longer open.");
        views.Close(view);
        return new Outcome(Ok: true);
    }

    private static Outcome Say(MessageBook book, Member member, WorkspaceChannel channel, PlayRequest play)
    {
        if (string.IsNullOrWhiteSpace(play.Text))
            return Outcome.Failed("no_text");
        if (play.ThreadTs is not null && book.Find(channel.Id, play.ThreadTs) is not { IsReply: false })
            return Outcome.Failed("thread_not_found");
        book.Post(new Message { Channel = channel.Id, User = member.Id, Text = Markup.Escape(play.Text), ThreadTs = play.ThreadTs });
        return new Outcome(Ok: true);
    }

    private static IResult Unknown(string error) => Results.Json(Outcome.Failed(error), Json, statusCode: StatusCodes.Status400BadRequest);
}
