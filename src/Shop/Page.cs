using System.Net;

namespace Shop;

internal static class Page
{
    public static string Of(Release release, string environment)
    {
        var version = WebUtility.HtmlEncode(release.Version);
        var where = WebUtility.HtmlEncode(environment);
        var commit = WebUtility.HtmlEncode(release.Commit[..Math.Min(7, release.Commit.Length)]);
        var colour = environment == "production" ? "#0b6b53" : "#8a5a00";
        return $$"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>shop {{version}} · {{where}}</title>
              <style>
                :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
                body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
                main { text-align: center; padding: 2rem; }
                h1 { font-size: clamp(3rem, 14vw, 6rem); line-height: 1; margin: 1rem 0; letter-spacing: -.03em; }
                .where { background: {{colour}}; color: #fff; border-radius: 99px; padding: .25rem .9rem; font-weight: 600; }
                .from { opacity: .7; }
              </style>
            </head>
            <body>
              <main>
                <span class="where">{{where}}</span>
                <h1>{{version}}</h1>
                <p class="from">shop, from run {{release.Run}}, commit {{commit}}</p>
              </main>
            </body>
            </html>
            """;
    }
}
