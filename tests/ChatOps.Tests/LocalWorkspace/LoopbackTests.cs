using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

namespace ChatOps.Tests.LocalWorkspace;

public sealed class LoopbackTests
{
    private static async Task<HttpStatusCode> Ask(
        RunningWorkspace workspace, string path, string host, HttpMethod? method = null, (string, string)? header = null, Uri? at = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(at ?? workspace.Http.BaseAddress!, path));
        request.Headers.Host = host;
        if (method == HttpMethod.Post)
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        if (header is var (name, value))
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await workspace.Http.SendAsync(request);
        return response.StatusCode;
    }

    [Theory]
    [InlineData("")]
    [InlineData("local/api/state?user=developer")]
    [InlineData("local/page/page.js")]
    [InlineData("api/auth.test")]
    public async Task A_host_name_from_elsewhere_finds_nothing(string path)
    {
        await using var workspace = await RunningWorkspace.Start();
        Assert.Equal(HttpStatusCode.OK, await Ask(workspace, path, "localhost"));
        Assert.Equal(HttpStatusCode.OK, await Ask(workspace, path, "[::1]:5080"));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(workspace, path, "workspace.example"));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(workspace, path, "127.0.0.1.example"));
    }

    [Fact]
    public async Task A_page_from_elsewhere_cannot_act()
    {
        await using var workspace = await RunningWorkspace.Start();
        var (path, own) = ("local/api/message", workspace.Http.BaseAddress!.Authority);
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(workspace, path, own, HttpMethod.Post, ("Origin", "http://elsewhere.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(workspace, path, own, HttpMethod.Post, ("Origin", "null")));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(workspace, path, own, HttpMethod.Post, ("Sec-Fetch-Site", "cross-site")));
        Assert.NotEqual(HttpStatusCode.Forbidden, await Ask(workspace, path, own, HttpMethod.Post, ("Origin", $"http://{own}")));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("user", "developer")]);
        using var response = await workspace.Http.PostAsync(path, form);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [NetworkFact]
    public async Task Another_machine_finds_nothing()
    {
        var outside = NetworkFactAttribute.Outside();
        await using var workspace = await RunningWorkspace.Start(address: "0.0.0.0");
        var port = workspace.Http.BaseAddress!.Port;
        Assert.Equal(HttpStatusCode.OK, await Ask(workspace, "", "127.0.0.1"));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(workspace, "", "127.0.0.1", at: new Uri($"http://{outside}:{port}/")));
    }
}

/// <summary>Needs an address of this machine that is not loopback.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetworkFactAttribute : FactAttribute
{
    public NetworkFactAttribute()
    {
        if (Outside() is null)
            Skip = "This machine has no network address besides loopback.";
    }

    public static IPAddress? Outside() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(n => n.OperationalStatus == OperationalStatus.Up)
        .SelectMany(n => n.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
}
