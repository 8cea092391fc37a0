using ChatOps.Domain.Pipelines.Stages;
using ChatOps.Projects;

namespace ChatOps.Pipelines.Stages;

/// <summary>A smoke test by a call: it must answer well once within the stage's time; until then it is asked again.</summary>
public sealed class SmokeTestStage(StageHttp http) : StageWork
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public override Task<StageAnswer> Begin(StageOrder order, CancellationToken ct) => Ask(order, ct);

    public override async Task<StageAnswer> Ask(StageOrder order, CancellationToken ct)
    {
        var call = order.Stage.Http!;
        var words = await Trouble(order, call, ct);
        if (words is null) return StageAnswer.Passed("answers well");
        return order.IsLate ? StageAnswer.Failed($"{words}, for {order.Stage.Timeout}") : StageAnswer.Running(Every, words);
    }

    private async Task<string?> Trouble(StageOrder order, HttpDefinition call, CancellationToken ct)
    {
        try
        {
            var headers = call.Headers.ToDictionary(h => h.Key, h => SecretReference.IsOne(h.Value) ? SecretReference.Resolve(h.Value) : order.Fill(h.Value));
            var (status, _) = await http.Send(call.Method, order.Fill(call.Url, Uri.EscapeDataString), call.Body is null ? null : order.Fill(call.Body, HttpStage.JsonText), headers, order.Stage.Timeout, ct);
            return status is >= 200 and < 300 ? null : $"answered {status}";
        }
        catch (HttpRequestException fault)
        {
            return fault.InnerException is System.Net.Sockets.SocketException socket ? $"can't be reached ({socket.SocketErrorCode})" : fault.Message;
        }
        catch (SecretMissingException missing)
        {
            return missing.Message;
        }
    }
}
