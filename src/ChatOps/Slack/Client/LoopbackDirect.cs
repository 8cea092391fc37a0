using System.Net;

namespace ChatOps.Slack.Client;

/// <summary>The machine's own proxy settings, but never for what runs on this machine.</summary>
internal sealed class LoopbackDirect : IWebProxy
{
    public static readonly LoopbackDirect Proxy = new();

    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) => HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || HttpClient.DefaultProxy.IsBypassed(host);
}
