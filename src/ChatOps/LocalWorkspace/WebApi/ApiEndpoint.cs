using System.Text.Json.Nodes;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary>The Web API: <c>/api/{method}</c>. Like Slack it answers 200 also when it refuses.</summary>
internal static class ApiEndpoint
{
    public static void Map(IEndpointRouteBuilder app) => app.MapMethods("/api/{method}", ["GET", "POST"], Answer);

    private static async Task<IResult> Answer(
        string method, HttpRequest request, ApiMethods methods, LocalWorkspaceOptions options, ILogger<ApiMethods> log)
    {
        try
        {
            if (methods.Find(method) is not { } found)
                return Refuse(new("unknown_method"), method);
            var arguments = await ApiRequest.Read(request, found.TakesJson);
            var token = ApiRequest.Token(request, arguments);
            if (string.IsNullOrEmpty(token))
                return Refuse(new("not_authed"));
            if (token != options.BotToken)
                return Refuse(new("invalid_auth"));
            var answer = found.Answer(arguments);
            answer.Insert(0, "ok", true);
            return Results.Json(answer);
        }
        catch (ApiRefusedException refused)
        {
            return Refuse(refused);
        }
        catch (IOException failed)
        {
            log.LogError(failed, "The local workspace could not store a message.");
            return Refuse(new("fatal_error"));
        }
    }

    private static IResult Refuse(ApiRefusedException refused, string? method = null)
    {
        var answer = new JsonObject { ["ok"] = false, ["error"] = refused.Error };
        if (method is not null)
            answer["req_method"] = method;
        if (refused.Messages.Count > 0)
        {
            answer["errors"] = new JsonArray([.. refused.Messages.Select(m => JsonValue.Create(m.Replace("[ERROR] ", "")))]);
            answer["response_metadata"] = new JsonObject
            {
                ["messages"] = new JsonArray([.. refused.Messages.Select(m => JsonValue.Create(m))]),
            };
        }

        return Results.Json(answer);
    }
}
