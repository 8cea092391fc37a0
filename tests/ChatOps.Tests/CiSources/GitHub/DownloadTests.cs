using ChatOps.CiSources;
using ChatOps.Tests.FrontDoor.GitHub;
using LocalGitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>An artifact's bytes arrive whole or not at all, over whatever line.</summary>
public sealed class DownloadTests
{
    private const int Size = 3_000_000;

    [Fact]
    public async Task The_bytes_come_from_storage_which_never_sees_the_token()
    {
        await using var bed = await WithArtifact();
        Assert.Equal(GitHubBed.Bytes(Size), await Read(bed));
        Assert.Empty(bed.GitHub.Storage.Tokens);
        Assert.Equal([0], bed.GitHub.Storage.AskedFrom);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(99)]
    public async Task Where_the_line_broke_it_goes_on(int percent)
    {
        await using var bed = await WithArtifact();
        bed.GitHub.Storage.Faults.Add("/blob/", FaultKind.Cut, percent, times: 1);
        Assert.Equal(GitHubBed.Bytes(Size), await Read(bed));
        Assert.Equal(2, bed.GitHub.Storage.AskedFrom.Count);
        Assert.Equal(1, bed.GitHub.Asked("/zip"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    public async Task Storage_that_knows_no_parts_is_asked_for_all_again(int percent)
    {
        await using var bed = await WithArtifact();
        bed.GitHub.Storage.KnowsRanges = false;
        bed.GitHub.Storage.Faults.Add("/blob/", FaultKind.Cut, percent, times: 2);
        Assert.Equal(GitHubBed.Bytes(Size), await Read(bed));
        Assert.Equal(3, bed.GitHub.Storage.AskedFrom.Count);
    }

    [Fact]
    public async Task An_address_that_has_expired_is_asked_for_anew()
    {
        await using var bed = await WithArtifact();
        bed.GitHub.Storage.Faults.Add("/blob/", FaultKind.Cut, 40, times: 1);
        await using var stream = await bed.Source.Open(1234, 1, "shop", default);
        bed.GitHub.Storage.Expire();
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        Assert.Equal(GitHubBed.Bytes(Size), read.ToArray());
        Assert.Equal(2, bed.GitHub.Asked("/zip"));
    }

    [Theory]
    [InlineData(FaultKind.Status, 500)]
    [InlineData(FaultKind.Status, 503)]
    [InlineData(FaultKind.Status, 404)]
    [InlineData(FaultKind.Status, 410)]
    [InlineData(FaultKind.Silence, 0)]
    public async Task What_passes_is_waited_out(FaultKind kind, int status)
    {
        await using var bed = await WithArtifact(GitHubBed.Impatient(progress: TimeSpan.FromSeconds(1), tries: 30));
        bed.GitHub.Storage.Faults.Add("/blob/", kind, status, times: 2);
        Assert.Equal(GitHubBed.Bytes(Size), await Read(bed));
    }

    [Theory]
    [InlineData(FaultKind.Status, 500, "GitHub's storage broke off 4 times without getting further. Nothing was kept; it is tried again later.")]
    [InlineData(FaultKind.Cut, 0, "GitHub's storage broke off 4 times without getting further. Nothing was kept; it is tried again later.")]
    [InlineData(FaultKind.Silence, 0, "GitHub's storage broke off 4 times without getting further: nothing came for 1 s.")]
    public async Task What_does_not_pass_is_given_up_in_words(FaultKind kind, int number, string words)
    {
        await using var bed = await WithArtifact(kind == FaultKind.Silence ? GitHubBed.Impatient(progress: TimeSpan.FromSeconds(1)) : GitHubBed.New());
        bed.GitHub.Storage.Faults.Add("/blob/", kind, number);
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => Read(bed));
        Assert.StartsWith(words, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_different_files_are_never_joined()
    {
        await using var bed = await WithArtifact();
        bed.GitHub.Storage.Faults.Add("/blob/", FaultKind.Cut, 40, times: 1);
        await using var stream = await bed.Source.Open(1234, 1, "shop", default);
        bed.Shop.Artifacts[0] = bed.Shop.Artifacts[0] with { Bytes = GitHubBed.Bytes(Size + 1) };
        bed.GitHub.Storage.Expire();
        var fault = await Assert.ThrowsAsync<CiUnavailableException>(() => stream.CopyToAsync(Stream.Null));
        Assert.StartsWith("The artifact changed at GitHub while it was read.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_is_gone_is_refused()
    {
        await using var bed = await WithArtifact();
        bed.Shop.Runs[0].Attempt = 2;
        var gone = await Assert.ThrowsAsync<ArtifactMissingException>(() => bed.Source.Open(1234, 1, "shop", default));
        Assert.Equal("Run 1234 was run again: it is at attempt 2, and attempt 1 was asked for. Ask for the run again.", gone.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_artifact_that_has_expired_is_told(bool meanwhile)
    {
        await using var bed = await WithArtifact();
        if (meanwhile) bed.GitHub.Faults.Add("/zip", FaultKind.Status, 410);
        else bed.Shop.Artifacts[0].IsExpired = true;
        var gone = await Assert.ThrowsAsync<ArtifactMissingException>(() => bed.Source.Open(1234, 1, "shop", default));
        Assert.Equal("shop of run 1234 has expired on GitHub. Run CI again, and deploy the new run.", gone.Message);
    }

    [Fact]
    public async Task An_artifact_that_is_not_there_is_told() => await Assert.ThrowsAsync<ArtifactMissingException>(async () =>
    {
        await using var bed = await WithArtifact();
        await bed.Source.Open(1234, 1, "shoes", default);
    });

    private static async Task<GitHubBed> WithArtifact(Task<GitHubBed>? making = null)
    {
        var bed = await (making ?? GitHubBed.New());
        bed.Shop.Run(1234);
        bed.Shop.Artifact(1234, "shop", GitHubBed.Bytes(Size));
        return bed;
    }

    private static async Task<byte[]> Read(GitHubBed bed)
    {
        await using var stream = await bed.Source.Open(1234, 1, "shop", default);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        return read.ToArray();
    }
}
