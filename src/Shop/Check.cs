using System.Text.Json;

namespace Shop;

/// <summary>Asks a running shop whether it works: <c>dotnet Shop.dll check http://host:port</c>. What a deployment is tested with, from the very artifact that was deployed.</summary>
internal static class Check
{
    public static async Task<int> Run(string url)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(5) };
        var release = Release.Read(Path.Combine(AppContext.BaseDirectory, "release.json"));
        var failed = 0;
        await Try("it is healthy", async () => (await client.GetAsync("/health")).IsSuccessStatusCode);
        await Try($"it is {release.Version} of run {release.Run}", async () =>
            JsonSerializer.Deserialize(await client.GetStringAsync("/version"), ShopJson.Default.VersionAnswer) is { } told && told.Run == release.Run && told.Version == release.Version);
        await Try("its page shows the version", async () => (await client.GetStringAsync("/")).Contains(release.Version, StringComparison.Ordinal));
        await Try("it answers twenty at once", async () => (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetAsync("/version")))).All(a => a.IsSuccessStatusCode));
        Console.WriteLine(failed == 0 ? "4 checks passed" : $"{failed} of 4 checks failed");
        return failed == 0 ? 0 : 1;

        async Task Try(string what, Func<Task<bool>> holds)
        {
            string? fault;
            try
            {
                fault = await holds() ? null : "it is not so";
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
            {
                fault = e.Message;
            }

            if (fault is not null) failed++;
            Console.WriteLine(fault is null ? $"ok      {what}" : $"FAILED  {what}: {fault}");
        }
    }
}
