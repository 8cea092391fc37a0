using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using IronSnappy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalGitHub;

/// <summary>Where GitHub keeps bytes: another host, which wants no token of GitHub's, and addresses that are good for a minute.</summary>
internal sealed class StorageDouble : IAsyncDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (StoredFile File, DateTimeOffset Until)> _tickets = new();

    private StorageDouble()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(Give);
    }

    public Faults Faults { get; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Storage that can't send a part of a file.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>The addresses of those who showed a token: none should.</summary>
    public ConcurrentQueue<string> Tokens { get; } = new();

    /// <summary>From which byte on it was asked.</summary>
    public ConcurrentQueue<long> AskedFrom { get; } = new();

    public static async Task<StorageDouble> Start()
    {
        var storage = new StorageDouble();
        await storage._app.StartAsync();
        return storage;
    }

    /// <returns>An address of the bytes, with a secret in it.</returns>
    public string Ticket(byte[] bytes) => Ticket(new StoredFile(bytes, "application/zip"));

    /// <inheritdoc cref="Ticket(byte[])"/>
    public string Ticket(StoredFile file)
    {
        if (file.Elsewhere is { } elsewhere) return elsewhere;
        var ticket = Guid.NewGuid().ToString("N");
        _tickets[ticket] = (file, Time.GetUtcNow() + GoodFor);
        return $"{_app.Urls.Single()}/blob/{ticket}?sig=the-storages-secret-{ticket}";
    }

    /// <summary>No address that was given out is good any more.</summary>
    public void Expire()
    {
        foreach (var (ticket, (file, _)) in _tickets) _tickets[ticket] = (file, DateTimeOffset.MinValue);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task Give(HttpContext http)
    {
        var range = RangeHeaderValue.TryParse(http.Request.Headers.Range.ToString(), out var asked) ? asked.Ranges.Single().From ?? 0 : 0;
        AskedFrom.Enqueue(range);
        if (http.Request.Headers.ContainsKey("Authorization")) Tokens.Enqueue(http.Request.Path);
        var fault = Faults.Take(http.Request);
        if (fault is { Kind: FaultKind.Silence })
        {
            await Faults.Silence(http);
            return;
        }

        var (file, until) = _tickets.GetValueOrDefault(http.Request.Path.Value!.Split('/')[^1]);
        http.Response.StatusCode = fault is { Kind: FaultKind.Status } ? fault.Number
            : http.Request.Headers.ContainsKey("Authorization") ? StatusCodes.Status400BadRequest
            : file is null || Time.GetUtcNow() > until ? StatusCodes.Status403Forbidden
            : StatusCodes.Status200OK;
        if (http.Response.StatusCode != StatusCodes.Status200OK) return;

        var bytes = file!.Bytes;
        http.Response.ContentType = file.Type;
        http.Response.Headers.ETag = $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..16]}\"";
        var isSame = http.Request.Headers.IfRange.ToString() is "" || http.Request.Headers.IfRange == http.Response.Headers.ETag;
        if (range > 0 && KnowsRanges && isSame)
        {
            http.Response.StatusCode = StatusCodes.Status206PartialContent;
            http.Response.Headers.ContentRange = $"bytes {range}-{bytes.Length - 1}/{bytes.Length}";
            bytes = bytes[(int)range..];
        }

        await Faults.Send(http, bytes, fault);
    }
}

internal sealed record StoredFile(byte[] Bytes, string? Type)
{
    /// <summary>Where it is told to be, if not in this storage.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>An attestation as GitHub stores it.</summary>
    public static StoredFile Packed(string bundle) => new(Snappy.Encode(Encoding.UTF8.GetBytes(bundle)), "application/x-snappy");
}
