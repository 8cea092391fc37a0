namespace ChatOps.Targets.LocalProcesses.Forwarding;

/// <summary>The instance's answer, passed on as it comes.</summary>
internal static class ForwardedResponse
{
    public static async Task Send(HttpResponseMessage answer, HttpContext context, CancellationToken ct)
    {
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        var connection = new Microsoft.Extensions.Primitives.StringValues([.. answer.Headers.Connection]);
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
            if (!HopByHop.Is(name, connection))
                response.Headers.Append(name, new([.. values]));

        // Headers go out at once: an instance may take its time with the body.
        await response.StartAsync(ct);
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        await body.CopyToAsync(response.Body, ct);
    }
}
