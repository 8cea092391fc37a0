using System.Net;

namespace ChatOps.Tests.Shop;

public sealed class ShopTests
{
    private static readonly string Digest = new('a', 64);

    [Fact]
    public async Task The_artifact_of_a_good_run_runs_and_stops_when_asked()
    {
        await using var shop = await RunningShop.Start(1234, Digest);
        Assert.Equal("healthy", await shop.Http.GetStringAsync("health"));
        var version = $$"""{"run":1234,"version":"1.4.2","digest":"{{Digest}}","environment":"staging"}""";
        Assert.Equal(version, await shop.Http.GetStringAsync("version"));
        var page = await shop.Http.GetStringAsync("");
        Assert.Contains("1.4.2", page);
        Assert.Contains("staging", page);

        if (OperatingSystem.IsWindows()) return;
        var (code, said) = await shop.Stop();
        Assert.Equal(0, code);
        Assert.Contains("shop 1.4.2 is stopping", said);
    }

    [Fact]
    public async Task The_bad_one_starts_but_is_not_healthy_and_says_why()
    {
        await using var shop = await RunningShop.Start(1235, Digest);
        using var health = await shop.Http.GetAsync("health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("payments: connection refused at 127.0.0.1:1", await health.Content.ReadAsStringAsync());
    }
}
