using ChatOps.CiSources.GitHub;

namespace ChatOps.Tests.CiSources.GitHub;

/// <summary>Where GitHub's API is, and where its pages are.</summary>
public sealed class GitHubAddressTests
{
    [Theory]
    [InlineData("https://api.github.com", "https://github.com/")]
    [InlineData("https://api.shop.ghe.com/", "https://shop.ghe.com/")]
    [InlineData("https://github.shop.example/api/v3", "https://github.shop.example/")]
    [InlineData("https://github.shop.example:8443/api/v3/", "https://github.shop.example:8443/")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/")]
    public void Pages_are_beside_the_API(string api, string web)
    {
        Assert.Equal(web, new GitHubAddress(api).Web.AbsoluteUri);
        Assert.Equal($"{web}octo/shop/", new GitHubAddress(api).Pages("octo/shop"));
    }

    [Theory]
    [InlineData("https://api.github.com", "https://storage.example/blob?sig=1", true)]
    [InlineData("https://api.github.com", "http://storage.example/blob?sig=1", false)]
    [InlineData("https://api.github.com", "ftp://storage.example/blob", false)]
    [InlineData("https://api.github.com", "file:///etc/passwd", false)]
    [InlineData("https://api.github.com", "/blob", false)]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5081/blob", true)]
    public void Bytes_are_read_as_safely_as_the_API(string api, string storage, bool may) =>
        Assert.Equal(may, new GitHubAddress(api).MayStore(new(storage, UriKind.RelativeOrAbsolute)));
}
