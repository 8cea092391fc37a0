using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.LocalWorkspace.Views;
using ChatOps.LocalWorkspace.WebApi;

namespace ChatOps.LocalWorkspace.Requests;

/// <summary>Somebody pressed the submit button of a modal.</summary>
internal sealed class ViewSubmission(BotClient bot, OpenViews views, Triggers triggers)
{
    private const string Trouble = "We had some trouble connecting. Try again?";

    public async Task<Outcome> Send(Member member, string viewId, JsonElement typed)
    {
        var view = views.Find(viewId);
        if (view is null || view.User != member.Id)
            return Outcome.Failed("This form is no longer open.");
        var inputs = ViewInputs.Read(view, typed);
        if (inputs.Errors.Count > 0)
            return new Outcome(Ok: false, Errors: inputs.Errors);

        var payload = Payload(member, view, inputs.Values).ToJsonString();
        var answer = await bot.Post("slack/action", [new("payload", payload)]);
        if (!answer.IsGood)
            return Outcome.Failed($"{Trouble} ({answer.Error})", answer.Status);
        try
        {
            return React(view, answer);
        }
        catch (ApiRefusedException refused)
        {
            return Outcome.Failed($"{Trouble} ({refused.Error})", answer.Status);
        }
    }

    private Outcome React(OpenView view, BotAnswer answer)
    {
        if (string.IsNullOrWhiteSpace(answer.Body))
        {
            views.Close(view);
            return new Outcome(Ok: true, answer.Status);
        }

        var json = answer.Json() ?? throw new ApiRefusedException("invalid_response");
        switch (json.TryGetProperty("response_action", out var action) ? action.ToString() : "")
        {
            case "errors" when json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object:
                return new Outcome(Ok: false, answer.Status, Errors: errors.EnumerateObject().ToDictionary(e => e.Name, e => e.Value.ToString()));
            case "update" when json.TryGetProperty("view", out var next):
                views.Replace(view, ViewMethods.CheckedView(next));
                return new Outcome(Ok: true, answer.Status);
            case "clear":
                foreach (var open in views.For(view.User))
                    views.Close(open);
                return new Outcome(Ok: true, answer.Status);
            default:
                throw new ApiRefusedException("invalid_response_action");
        }
    }

    private JsonObject Payload(Member member, OpenView view, JsonObject values) => new()
    {
        ["type"] = "view_submission",
        ["team"] = PayloadParts.Team(),
        ["user"] = PayloadParts.User(member),
        ["api_app_id"] = Workspace.App,
        ["token"] = Workspace.VerificationToken,
        ["trigger_id"] = triggers.Issue(member.Id),
        ["view"] = ViewWire.Of(view, values),
        ["response_urls"] = new JsonArray(),
        ["is_enterprise_install"] = false,
        ["enterprise"] = null,
    };
}
