using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChatOps.Tests.EndToEnd;

/// <summary>What people do in the local workspace's page, in a browser. Pictures of it are kept beside the test's other outputs.</summary>
public sealed class PageTests
{
    [ChromiumFact]
    public async Task A_developer_asks_an_approver_approves_and_the_service_shows_the_new_version()
    {
        await using var open = await PageInBrowser.Open();
        var page = open.Page;
        await page.EvaluateAsync("window.isTheSamePage = true");
        await open.Picture("1-empty");
        await open.Type("/deploy staging run 1234");
        await open.UntilCardSays("Waiting for approval");
        await open.Picture("2-waiting-for-approval");

        await open.Become("Approver");
        await open.Card.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Alertdialog);
        await Expect(dialog).ToContainTextAsync("will replace nothing in staging");
        await open.Picture("3-are-you-sure");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await open.UntilCardSays("Succeeded");
        Assert.True(await page.EvaluateAsync<bool>("window.isTheSamePage === true"), "The page was loaded anew.");
        await open.Picture("4-succeeded");

        await open.Card.HoverAsync();
        await open.Card.Locator("[data-key=replies], [data-key=reply]").First.ClickAsync();
        await Expect(page.Locator("#thread")).ToBeVisibleAsync();
        await open.Picture("5-thread");
        open.AssertNoComplaints();

        await page.GotoAsync(open.Bot.Staging.ToString());
        var served = await open.Bot.Served();
        Assert.Equal(1234, served.Run);
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync(served.Version);
        await open.Picture("6-the-service");
    }

    [ChromiumFact]
    public async Task A_rejection_and_its_reason_need_no_mouse()
    {
        await using var open = await PageInBrowser.Open();
        var keys = open.Page.Keyboard;
        await keys.TypeAsync("/deploy staging run 1234");
        await keys.PressAsync("Enter");
        await open.UntilCardSays("Waiting for approval");

        await PressUntilFocused(open, "Shift+Tab", "input[name=me]");
        await keys.PressAsync("ArrowDown");
        await Expect(open.Page.Locator("#me")).ToContainTextAsync("Second developer");
        await keys.PressAsync("ArrowDown");
        await Expect(open.Page.Locator("#me")).ToContainTextAsync("Approver");
        await Expect(open.Card).ToBeVisibleAsync();

        await PressUntilFocused(open, "Tab", "button[data-key*='chatops.reject']");
        await open.Picture("7-keyboard-focus");
        await keys.PressAsync("Enter");
        await Expect(open.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await keys.TypeAsync("Not on a Friday");
        await open.Picture("8-reason");
        await PressUntilFocused(open, "Tab", "dialog button[type=submit]");
        await keys.PressAsync("Enter");
        await Expect(open.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await open.UntilCardSays("Not on a Friday");
        await open.Picture("9-rejected");
        Assert.True(await open.Page.EvaluateAsync<bool>("document.activeElement !== document.body"), "The keyboard is nowhere.");
        open.AssertNoComplaints();
    }

    [ChromiumFact]
    public async Task It_works_on_a_phone_in_the_dark()
    {
        await using var open = await PageInBrowser.Open(width: 360, height: 740, ColorScheme.Dark);
        await open.Type("/deploy staging run 1234");
        await open.UntilCardSays("Waiting for approval");
        await open.AssertFitsItsWidth();
        await open.Picture("10-phone-waiting");

        await open.Page.Locator("#open-drawer").ClickAsync();
        await open.Picture("11-phone-drawer");
        await open.Become("Approver");
        await open.Page.Locator("#close-drawer").ClickAsync();
        await open.Card.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await open.Picture("12-phone-are-you-sure");
        await open.AssertFitsItsWidth();
        await open.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await open.UntilCardSays("Succeeded");
        await open.AssertFitsItsWidth();
        await open.Picture("13-phone-succeeded");
        open.AssertNoComplaints();
    }

    [ChromiumFact]
    public async Task A_rolled_back_release_says_why_also_in_the_dark()
    {
        await using var open = await PageInBrowser.Open(colours: ColorScheme.Dark);
        await open.Type("/deploy staging run 1235");
        await open.UntilCardSays("Waiting for approval");
        await open.Become("Approver");
        await open.Card.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(open.Card.GetByRole(AriaRole.Button, new() { Name = "Retry" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await open.Card.Locator("[data-key=replies]").ClickAsync();
        await Expect(open.Page.Locator("#thread")).ToContainTextAsync("health", new() { IgnoreCase = true });
        await open.Picture("14-dark-rolled-back");
        open.AssertNoComplaints();
    }

    private static async Task PressUntilFocused(PageInBrowser open, string key, string selector)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            if (await open.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector)) return;
            await open.Page.Keyboard.PressAsync(key);
        }

        Assert.Fail($"{key} does not lead to {selector}.");
    }
}
