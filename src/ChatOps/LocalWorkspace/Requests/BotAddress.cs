using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ChatOps.LocalWorkspace.Requests;

/// <summary>Where the bot listens. Known only once the server runs.</summary>
internal sealed class BotAddress(LocalWorkspaceOptions options, IServer server)
{
    public Uri Find()
    {
        var address = options.BotUrl?.Invoke() ?? Listening();
        return address.AbsolutePath.EndsWith('/') ? address : new Uri(address + "/");
    }

    private Uri Listening()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var first = addresses.OrderBy(a => a.StartsWith("http://", StringComparison.Ordinal) ? 0 : 1).FirstOrDefault()
            ?? throw new InvalidOperationException("The server does not listen anywhere yet.");
        var address = BindingAddress.Parse(first);
        var host = address.Host is "0.0.0.0" or "[::]" or "*" or "+" ? "127.0.0.1" : address.Host;
        return new Uri($"{address.Scheme}://{host}:{address.Port}/");
    }
}
