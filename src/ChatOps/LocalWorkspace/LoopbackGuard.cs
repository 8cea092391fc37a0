using System.Net;

namespace ChatOps.LocalWorkspace;

/// <summary>
/// Lets in this machine only. The host name is checked against DNS rebinding and the origin against forged posts: a page from
/// elsewhere, open in the same browser, also comes from this machine.
/// </summary>
internal static class LoopbackGuard
{
    public static ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!IsThisMachine(http.Connection.RemoteIpAddress) || !IsThisMachine(http.Request.Host.Host))
            return ValueTask.FromResult<object?>(Results.NotFound());
        if (!IsSameOrigin(http.Request))
            return ValueTask.FromResult<object?>(Results.StatusCode(StatusCodes.Status403Forbidden));
        return next(context);
    }

    private static bool IsThisMachine(IPAddress? address)
    {
        if (address is null)
            return false;
        return IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }

    private static bool IsThisMachine(string host) =>
        host is "127.0.0.1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsSameOrigin(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
            return true;
        string? site = request.Headers["Sec-Fetch-Site"];
        if (site is not null and not "same-origin" and not "none")
            return false;
        string? origin = request.Headers.Origin;
        return origin is null || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
