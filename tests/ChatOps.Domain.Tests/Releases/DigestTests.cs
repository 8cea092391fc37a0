using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Tests.Releases;

public sealed class DigestTests
{
    private const string OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void Of_bytes_is_their_sha256()
    {
        Assert.Equal(OfNothing, Digest.Of([]).Hex);
        Assert.Equal("e3b0c44298fc", Digest.Of([]).Short);
        Assert.Equal($"sha256:{OfNothing}", Digest.Of([]).ToString());
    }

    [Fact]
    public void It_is_read_with_and_without_prefix_and_in_any_case()
    {
        Assert.Equal(Digest.Of([]), Digest.Parse(OfNothing));
        Assert.Equal(Digest.Of([]), Digest.Parse($"sha256:{OfNothing}"));
        Assert.Equal(Digest.Of([]), Digest.Parse(OfNothing.ToUpperInvariant()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("e3b0c44298fc")]
    [InlineData(OfNothing + "0")]
    [InlineData(" " + OfNothing)]
    [InlineData(OfNothing + "\n")]
    [InlineData("sha512:" + OfNothing)]
    [InlineData("sha256:sha256:" + OfNothing)]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("٣3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Anything_else_is_no_digest(string? text)
    {
        Assert.False(Digest.TryParse(text, out _));
        if (text is not null) Assert.Throws<FormatException>(() => Digest.Parse(text));
    }

    [Fact]
    public void A_digest_that_was_never_set_does_not_pass_for_one() =>
        Assert.Throws<InvalidOperationException>(() => default(Digest).Hex);

    [Fact]
    public void A_hash_has_32_bytes() => Assert.Throws<ArgumentException>(() => Digest.FromHash(new byte[20]));
}
