using ChatOps.CiSources.GitHub;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Releases;

namespace ChatOps.CiSources;

/// <summary>The codes by which people show which account is theirs. They are in memory only: nothing of them is stored or logged, and a restart ends them.</summary>
public sealed class LinkCodes(GitHubConnection gitHub, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Workspace, string User), Task<LinkCode>> _codes = [];

    /// <summary>Accounts can be linked at all.</summary>
    public bool IsSetUp => gitHub.Devices.IsSetUp;

    /// <summary>Where the accounts are, such as <c>github.com</c>.</summary>
    public string Host => gitHub.Devices.Host;

    public bool AreOpen
    {
        get
        {
            lock (_lock) return _codes.Count > 0;
        }
    }

    /// <returns>The person's code, and whether it is a new one; else it is the one that waits.</returns>
    /// <exception cref="CiUnavailableException">There is none to be had.</exception>
    public async Task<(LinkCode Code, bool IsNew)> For(Person person, CancellationToken ct)
    {
        var key = KeyOf(person);
        Task<LinkCode> asked;
        bool isNew;
        lock (_lock)
        {
            isNew = !_codes.TryGetValue(key, out var known) || (known.IsCompleted && !(known.IsCompletedSuccessfully && known.Result.Until > time.GetUtcNow()));
            asked = isNew ? _codes[key] = Begin(person) : known!;
        }

        try
        {
            return (await asked.WaitAsync(ct), isNew);
        }
        catch (CiUnavailableException)
        {
            lock (_lock)
            {
                if (_codes.GetValueOrDefault(key) == asked) _codes.Remove(key);
            }

            throw;
        }
    }

    /// <summary>The person wants it no longer.</summary>
    /// <returns>There was one.</returns>
    public bool Forget(Person person)
    {
        lock (_lock) return _codes.Remove(KeyOf(person));
    }

    /// <summary>It has come to its end.</summary>
    public void Close(LinkCode code)
    {
        lock (_lock)
        {
            if (IsOpen(code)) _codes.Remove(KeyOf(code.Person));
        }
    }

    /// <summary>It waits, and nobody took it back.</summary>
    public bool IsOpen(LinkCode code)
    {
        lock (_lock) return _codes.TryGetValue(KeyOf(code.Person), out var known) && known.IsCompletedSuccessfully && known.Result == code;
    }

    /// <summary>Those of which something may be learnt now.</summary>
    public IReadOnlyList<LinkCode> Due()
    {
        var now = time.GetUtcNow();
        lock (_lock) return [.. _codes.Values.Where(c => c.IsCompletedSuccessfully).Select(c => c.Result).Where(c => c.NextAt <= now || c.Until <= now)];
    }

    /// <summary>Asks what became of it, and keeps the answer in it.</summary>
    /// <exception cref="CiUnavailableException">Nothing was learnt; it may be asked again.</exception>
    public async Task Ask(LinkCode code, CancellationToken ct)
    {
        if (code.Account is not null || code.EndedBecause is not null) return;
        if (code.Until <= time.GetUtcNow())
        {
            code.EndedBecause = code.Trouble is { } trouble ? $"its time was over before {Host} answered ({trouble})" : "nobody typed the code there in time";
            return;
        }

        try
        {
            if (code.Token is null)
            {
                var answer = await gitHub.Devices.Ask(code.Secret, code.Pause, ct);
                (code.Pause, code.Token, code.EndedBecause) = (answer.Pause, answer.Token, answer.EndedBecause);
            }

            if (code.Token is { } token) code.Account = await gitHub.Devices.WhoIs(token, ct);
            code.Trouble = null;
            if (code.Account is not null) code.Token = null;
        }
        catch (CiUnavailableException fault)
        {
            code.Trouble = fault.Message.TrimEnd('.');
            throw;
        }
        finally
        {
            code.NextAt = time.GetUtcNow() + code.Pause;
        }
    }

    // Not tied to whoever asked first: a second one may wait for the same code.
    private async Task<LinkCode> Begin(Person person)
    {
        var device = await gitHub.Devices.Begin(CancellationToken.None);
        var now = time.GetUtcNow();
        return new(person, device.Secret, device.Code, device.Address, now + device.GoodFor) { Pause = device.Pause, NextAt = now + device.Pause };
    }

    private static (string Workspace, string User) KeyOf(Person person) => (person.Workspace, person.Id);
}

/// <summary>One code, until it is typed or its time is over.</summary>
public sealed class LinkCode
{
    internal LinkCode(Person person, string secret, string code, Uri address, DateTimeOffset until) =>
        (Person, Secret, Code, Address, Until) = (person, secret, code, address, until);

    public Person Person { get; }

    /// <summary>What the person types.</summary>
    public string Code { get; }

    /// <summary>Where they type it.</summary>
    public Uri Address { get; }

    public DateTimeOffset Until { get; }

    /// <summary>Whose it is, once that was shown.</summary>
    public SourceAccount? Account { get; internal set; }

    /// <summary>Why it never will be; null while it may.</summary>
    public string? EndedBecause { get; internal set; }

    internal string Secret { get; }

    internal string? Token { get; set; }

    internal string? Trouble { get; set; }

    internal TimeSpan Pause { get; set; }

    internal DateTimeOffset NextAt { get; set; }

    public override string ToString() => $"the code of {Person}";
}
