using System.Net;
using System.Net.Http.Headers;

namespace ChatOps.CiSources.GitHub;

/// <summary>Bytes from storage, as one stream: where the line breaks it goes on from there, or from the start if storage can't.</summary>
/// <remarks>Whoever reads hashes: here it is only made sure that no two different files are joined. Nothing is kept in memory.</remarks>
internal sealed class Download(GitHubConnection connection, Func<Task<Uri>> locate) : Stream
{
    // With so much gained, the line is a slow one and not a broken one.
    private const long Gained = 1 << 20;

    private HttpResponseMessage? _response;
    private Stream? _body;
    private EntityTagHeaderValue? _tag;
    private long? _total;
    private long _at, _gainedFrom, _skip;
    private int _failures;
    private Uri? _location;

    /// <summary>What storage says it is, such as <c>application/json</c>; null if it does not say.</summary>
    public string? MediaType { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    /// <summary>Asks for the first bytes, so that what is not there is known before anything is written.</summary>
    public async Task Begin(CancellationToken ct)
    {
        while (_body is null) await Try(Connect, ct);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_body is null)
            {
                await Try(Connect, cancellationToken);
                continue;
            }

            var read = 0;
            if (!await Try(async ct => read = await Read(_skip > 0 && _skip < buffer.Length ? buffer[..(int)_skip] : buffer, ct), cancellationToken)) continue;
            if (_skip > 0)
            {
                _skip -= read;
                continue;
            }

            _at += read;
            if (_at - _gainedFrom >= Gained) (_failures, _gainedFrom) = (0, _at);
            return read;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) HangUp();
        base.Dispose(disposing);
    }

    private async Task<int> Read(Memory<byte> buffer, CancellationToken ct)
    {
        var read = await _body!.ReadAsync(buffer, ct);
        if (read == 0 && buffer.Length > 0 && (_skip > 0 || (_total is { } total && _at < total))) throw new IOException("The file ended before its end.");
        return read;
    }

    private async Task Connect(CancellationToken ct)
    {
        _location ??= await locate();
        using var request = new HttpRequestMessage(HttpMethod.Get, _location);
        if (_at > 0)
        {
            request.Headers.Range = new(_at, null);
            // Only of the same file; else it is sent whole, and that is seen.
            if (_tag is { IsWeak: false }) request.Headers.IfRange = new(_tag);
        }

        var response = await connection.Storage.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        try
        {
            await Accept(response, ct);
            _response = response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task Accept(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest)
        {
            // The address was good for a minute.
            _location = null;
            throw new IOException("The address of the file has expired.");
        }

        var range = response.Content.Headers.ContentRange;
        var isRest = response.StatusCode == HttpStatusCode.PartialContent;
        if (!response.IsSuccessStatusCode || (isRest && (range?.From != _at || _at == 0))) throw new IOException($"Storage answered {(int)response.StatusCode}.");
        var total = isRest ? range!.Length : response.Content.Headers.ContentLength;
        if (_at > 0 && ((_tag is not null && response.Headers.ETag is { } tag && !tag.Equals(_tag)) || (_total is not null && total is not null && total != _total)))
            throw new CiUnavailableException("The artifact changed at GitHub while it was read. Nothing of it was kept; try again later.");

        MediaType = response.Content.Headers.ContentType?.MediaType;
        (_tag, _total) = (_tag ?? response.Headers.ETag, _total ?? total);
        // Sent whole again: what is here already is passed over.
        _skip = isRest ? 0 : _at;
        _body = await response.Content.ReadAsStreamAsync(ct);
    }

    /// <returns>It was done; else the line is down and is to be taken up again.</returns>
    private async Task<bool> Try(Func<CancellationToken, Task> step, CancellationToken ct)
    {
        using var limit = new Limit(connection, ct);
        try
        {
            await step(limit.Token);
            return true;
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            HangUp();
            // Its message may hold the address, which is a secret while it lasts.
            if (++_failures >= connection.Patience.Tries)
                throw new CiUnavailableException($"GitHub's storage broke off {_failures} times without getting further{(fault is OperationCanceledException ? $": nothing came for {connection.Patience.Progress.TotalSeconds:0.#} s" : "")}. Nothing was kept; it is tried again later.");
            await Task.Delay(connection.Patience.Pause * Math.Pow(2, _failures - 1), connection.Time, ct);
            return false;
        }
    }

    private void HangUp()
    {
        _body?.Dispose();
        _response?.Dispose();
        (_body, _response) = (null, null);
    }

    private sealed class Limit : IDisposable
    {
        private readonly CancellationTokenSource _late, _both;

        public Limit(GitHubConnection connection, CancellationToken ct)
        {
            _late = new(connection.Patience.Progress, connection.Time);
            _both = CancellationTokenSource.CreateLinkedTokenSource(ct, _late.Token);
        }

        public CancellationToken Token => _both.Token;

        public void Dispose()
        {
            _both.Dispose();
            _late.Dispose();
        }
    }
}
