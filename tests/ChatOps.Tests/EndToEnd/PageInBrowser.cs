using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChatOps.Tests.EndToEnd;

/// <summary>The bot of a fresh clone, and its page in a browser that notes every complaint.</summary>
internal sealed class PageInBrowser : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "TestResults", "pictures");

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly ConcurrentQueue<string> _complaints = new();

    private PageInBrowser(RunningBot bot, IPlaywright playwright, IBrowser browser, IPage page)
    {
        (Bot, _playwright, _browser, Page) = (bot, playwright, browser, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"error: {error}");
    }

    public RunningBot Bot { get; }

    public IPage Page { get; }

    public ILocator Card => Page.Locator("#messages > li.message").Filter(new() { Has = Page.Locator(".block-header") }).Last;

    public static async Task<PageInBrowser> Open(int width = 1200, int height = 860, ColorScheme colours = ColorScheme.Light)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Needed.Chromium, Args = Flags });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = colours, HasTouch = width < 600 });
        var page = await context.NewPageAsync();
        var opened = new PageInBrowser(await RunningBot.Start(), playwright, browser, page);
        try
        {
            await opened.Show();
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public async Task Type(string words)
    {
        await Page.Locator("#composer-text").FillAsync(words);
        await Page.Keyboard.PressAsync("Enter");
    }

    public async Task Become(string name)
    {
        await Page.Locator("label.person").Filter(new() { Has = Page.GetByText(name, new() { Exact = true }) }).ClickAsync();
        await Expect(Page.Locator("#me")).ToContainTextAsync(name);
    }

    public Task UntilCardSays(string words) => Expect(Card).ToContainTextAsync(words, new() { IgnoreCase = true, Timeout = 60_000 });

    public async Task Picture(string name)
    {
        Directory.CreateDirectory(Pictures);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
    }

    public async Task AssertFitsItsWidth()
    {
        var (has, shows) = (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await Page.EvaluateAsync<int>("innerWidth"));
        Assert.True(has <= shows, $"The page is {has} px wide, and {shows} px are shown.");
        var cut = await Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('#messages *, .bar *, .composer *, dialog *')].filter(e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.right > innerWidth + 1; }).map(e => e.outerHTML.slice(0, 120))");
        Assert.Empty(cut);
    }

    public void AssertNoComplaints() => Assert.Empty(_complaints);

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
        await Bot.DisposeAsync();
    }

    private async Task Show()
    {
        Page.SetDefaultTimeout(60_000);
        SetDefaultExpectTimeout(60_000);
        await Page.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => console.error('against the policy: ' + e.violatedDirective + ' ' + e.blockedURI));");
        await Page.GotoAsync(Bot.Http.BaseAddress!.ToString());
        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = "Message #releases as Developer" })).ToBeFocusedAsync();
    }
}
