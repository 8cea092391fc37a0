namespace ChatOps.LocalWorkspace.WebApi;

/// <summary>The address behind <c>response_url</c>. It needs no token: whoever knows it may answer.</summary>
internal static class ResponseUrlEndpoint
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/local/response/{id}", Answer);

    private static async Task<IResult> Answer(string id, HttpRequest request, ResponseUrls urls, ResponseUrlAnswer answer)
    {
        ResponsePlace place;
        try
        {
            place = urls.Use(id);
        }
        catch (ApiRefusedException refused)
        {
            return Refuse(refused, StatusCodes.Status404NotFound);
        }

        try
        {
            answer.Take(place, await ApiRequest.Read(request, takesJson: true));
            return Results.Text("ok");
        }
        catch (ApiRefusedException refused)
        {
            return Refuse(refused, StatusCodes.Status400BadRequest);
        }
    }

    private static IResult Refuse(ApiRefusedException refused, int status) =>
        Results.Json(new { ok = false, error = refused.Error }, statusCode: status);
}
