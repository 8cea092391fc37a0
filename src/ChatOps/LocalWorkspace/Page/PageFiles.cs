using System.Reflection;

namespace ChatOps.LocalWorkspace.Page;

/// <summary>The page, out of the assembly. It loads nothing from anywhere else, and the browser holds it to that.</summary>
internal static class PageFiles
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext http) => Send(http, "index.html"));
        app.MapGet("/archives/{channel}/{message}", (HttpContext http) => Send(http, "index.html"));
        app.MapGet("/local/page/{file}", (HttpContext http, string file) => Send(http, file));
    }

    private static IResult Send(HttpContext http, string file)
    {
        var content = Types.ContainsKey(Path.GetExtension(file))
            ? Assembly.GetExecutingAssembly().GetManifestResourceStream("LocalWorkspace/" + file)
            : null;
        if (content is null)
            return Results.NotFound();
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Results.Stream(content, Types[Path.GetExtension(file)]);
    }
}
