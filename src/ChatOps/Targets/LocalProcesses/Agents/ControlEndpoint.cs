using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatOps.Targets.LocalProcesses.Steps;

namespace ChatOps.Targets.LocalProcesses.Agents;

/// <summary>Where the bot gives its orders. Only who can read the endpoint file knows the secret.</summary>
internal sealed class ControlEndpoint(AgentParts agent, StepLedger ledger, string secret, Action<AgentEnd> end)
{
    private readonly byte[] _expected = Encoding.UTF8.GetBytes($"Bearer {secret}");

    public async Task Answer(HttpContext context)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), _expected))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await ((context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/health") => Task.CompletedTask,
            ("GET", "/serving") => TellServing(context),
            ("POST", "/steps") => TakeStep(context),
            ("POST", "/adopt") => Send(context, await Adoption.Run(agent, context.RequestAborted), AgentJson.Default.StepOutcome),
            ("POST", "/leave") => End(context, AgentEnd.Left),
            ("POST", "/stop") => End(context, AgentEnd.Stopped),
            _ => Status(context, StatusCodes.Status404NotFound),
        });
    }

    private async Task TakeStep(HttpContext context)
    {
        StepOrder? order;
        try
        {
            order = await JsonSerializer.DeserializeAsync(context.Request.Body, AgentJson.Default.StepOrder, context.RequestAborted);
        }
        catch (JsonException)
        {
            order = null;
        }

        if (order is not { Token: > 0, Artifact: not null, File: not null, Version: not null })
        {
            await Status(context, StatusCodes.Status400BadRequest);
            return;
        }

        await Send(context, await ledger.Carry(order).WaitAsync(context.RequestAborted), AgentJson.Default.StepOutcome);
    }

    private Task TellServing(HttpContext context)
    {
        var state = agent.State.Now;
        if (state.Find(state.Serving) is not { } serving) return Status(context, StatusCodes.Status204NoContent);
        return Send(context, new Serving(serving.Token, serving.CiRun, serving.Artifact.Digest), AgentJson.Default.Serving);
    }

    private Task End(HttpContext context, AgentEnd how)
    {
        context.Response.OnCompleted(() =>
        {
            end(how);
            return Task.CompletedTask;
        });
        return Status(context, StatusCodes.Status202Accepted);
    }

    private static Task Send<T>(HttpContext context, T answer, JsonTypeInfo<T> type) =>
        context.Response.WriteAsJsonAsync(answer, type, cancellationToken: context.RequestAborted);

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
