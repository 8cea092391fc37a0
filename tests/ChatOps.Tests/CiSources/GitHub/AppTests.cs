using System.Security.Cryptography;
using ChatOps.CiSources.GitHub;
using ChatOps.CiSources;
using ChatOps.Tests.FrontDoor.GitHub;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>An App's right to ask: its key, its installation, and tokens that end.</summary>
public sealed class AppTests
{
    [Fact]
    public async Task Its_tokens_are_used_as_long_as_they_last_and_renewed_before_they_end()
    {
        using var key = new KeyFile();
        await using var bed = await WithApp(key);

        await bed.Source.Find(1234, default);
        bed.Time.Move(TimeSpan.FromMinutes(54));
        await bed.Source.Find(1234, default);
        Assert.Single(bed.GitHub.Rights.Given);

        // Four minutes before its end.
        bed.Time.Move(TimeSpan.FromMinutes(2));
        await bed.Source.Find(1234, default);
        Assert.Equal(2, bed.GitHub.Rights.Given.Count);
        Assert.DoesNotContain(bed.GitHub.Calls, c => c.Status >= 400);
        Assert.Equal(1, bed.GitHub.Asked("/shop/installation"));
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_replaced_at_once()
    {
        using var key = new KeyFile();
        await using var bed = await WithApp(key);
        await bed.Source.Find(1234, default);
        bed.GitHub.Rights.Revoke(bed.GitHub.Rights.Given.Single());
        Assert.NotNull(await bed.Source.Find(1234, default));
    }

    [Fact]
    public async Task Many_at_once_need_one_token()
    {
        using var key = new KeyFile();
        await using var bed = await WithApp(key);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bed.Source.Find(1234, default)));
        Assert.Single(bed.GitHub.Rights.Given);
    }

    [Fact]
    public async Task Another_key_is_refused_in_words()
    {
        using var key = new KeyFile();
        using var other = RSA.Create(2048);
        await using var bed = await WithApp(key);
        key.Write(other.ExportPkcs8PrivateKeyPem());
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        Assert.Equal("GitHub did not accept the App's key (401). Check GitHub:AppId, GitHub:PrivateKeyPath and this machine's clock.", fault.Message);
    }

    [Fact]
    public async Task A_key_that_is_gone_is_told_without_its_place()
    {
        using var key = new KeyFile();
        await using var bed = await WithApp(key);
        File.Delete(key.Path);
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        Assert.Equal("GitHub:PrivateKeyPath names a file that is not there.", fault.Message);
    }

    [Fact]
    public async Task Where_it_is_not_installed_is_told()
    {
        using var key = new KeyFile();
        await using var bed = await WithApp(key);
        bed.GitHub.Repositories.Clear();
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => bed.Source.Find(1234, default));
        Assert.StartsWith("The GitHub App is not installed for octo/shop", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<GitHubBed> WithApp(KeyFile key)
    {
        var bed = await GitHubBed.New(new GitHubOptions { AppId = Rights.AppId, PrivateKeyPath = key.Path });
        key.Write(bed.GitHub.Rights.PrivateKey);
        bed.Shop.Run(1234);
        return bed;
    }

    private sealed class KeyFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Write(string pem) => File.WriteAllText(Path, pem);

        public void Dispose() => File.Delete(Path);
    }
}
