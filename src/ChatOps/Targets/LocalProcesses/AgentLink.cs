using System.Net;
using System.Net.Http.Headers;
using ChatOps.Targets.LocalProcesses.Agents;

namespace ChatOps.Targets.LocalProcesses;

/// <summary>Speaks to one running agent.</summary>
internal sealed class AgentLink(AgentEndpoint endpoint)
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        ActivityHeadersPropagator = null,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    public AgentEndpoint Endpoint => endpoint;

    /// <exception cref="HttpRequestException">No answer, or one that is no agent's.</exception>
    public async Task<StepOutcome> Perform(StepOrder order, TimeSpan limit, CancellationToken ct)
    {
        using var body = JsonContent.Create(order, AgentJson.Default.StepOrder);
        return await Outcome("/steps", body, limit, ct);
    }

    public Task<StepOutcome> Adopt(TimeSpan limit, CancellationToken ct) => Outcome("/adopt", null, limit, ct);

    public Task<Serving?> AskWhatServes(TimeSpan limit, CancellationToken ct) => Send(HttpMethod.Get, "/serving", null, limit, async (answer, token) =>
        answer.StatusCode == HttpStatusCode.NoContent ? null : await answer.Content.ReadFromJsonAsync(AgentJson.Default.Serving, token), ct);

    public Task CheckHealth(TimeSpan limit, CancellationToken ct) => Tell(HttpMethod.Get, "/health", limit, ct);

    public Task Leave(TimeSpan limit, CancellationToken ct) => Tell(HttpMethod.Post, "/leave", limit, ct);

    public Task Stop(TimeSpan limit, CancellationToken ct) => Tell(HttpMethod.Post, "/stop", limit, ct);

    private Task<StepOutcome> Outcome(string path, HttpContent? body, TimeSpan limit, CancellationToken ct) =>
        Send(HttpMethod.Post, path, body, limit, async (answer, token) =>
            await answer.Content.ReadFromJsonAsync(AgentJson.Default.StepOutcome, token) ?? throw new HttpRequestException("The agent's answer was empty."), ct);

    private Task<HttpStatusCode> Tell(HttpMethod method, string path, TimeSpan limit, CancellationToken ct) =>
        Send(method, path, null, limit, (answer, _) => Task.FromResult(answer.StatusCode), ct);

    private async Task<T> Send<T>(
        HttpMethod method, string path, HttpContent? body, TimeSpan limit, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limit);
        using var request = new HttpRequestMessage(method, new Uri(endpoint.Url, path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", endpoint.Secret);
        using var answer = await Client.SendAsync(request, patience.Token);
        return await read(answer.EnsureSuccessStatusCode(), patience.Token);
    }
}
