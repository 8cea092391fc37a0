using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalGitHub;

/// <summary>The device flow, which is on the pages that people see: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#device-flow</summary>
internal sealed class Devices(GitHubDouble gitHub)
{
    public const string ClientId = "Iv23liDOUBLE";

    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(15);

    /// <summary>The App has it enabled.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>How many seconds it really wants between two questions; it tells five.</summary>
    public int Pause { get; set; } = 5;

    public ConcurrentQueue<DeviceState> Codes { get; } = new();

    /// <summary>All tokens that came of it.</summary>
    public ConcurrentQueue<string> Tokens { get; } = new();

    /// <summary>Somebody types the code and lets the App know who they are.</summary>
    public void Type(string code, string login) => Of(code).Login = login;

    /// <summary>Somebody types the code and presses Cancel.</summary>
    public void Refuse(string code) => Of(code).IsRefused = true;

    /// <returns>Null: it is no page of this flow.</returns>
    public Reply? Answer(HttpContext http, string text, Action<string> violation)
    {
        Func<Dictionary<string, string>, Reply>? page = (http.Request.Method, http.Request.Path.Value) switch
        {
            ("POST", "/login/device/code") => Code,
            ("POST", "/login/oauth/access_token") => Token,
            _ => null,
        };
        if (page is null) return null;
        if (http.Request.Headers.Authorization.Count > 0) violation("A token was shown to the pages that people see.");
        if (!http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal)) violation("The device flow answers in JSON only where that is asked for.");
        return page(QueryHelpers.ParseQuery(text).ToDictionary(f => f.Key, f => f.Value.ToString()));
    }

    private Reply Code(Dictionary<string, string> sent)
    {
        if (sent.GetValueOrDefault("client_id") != ClientId) return new(404, new JsonObject { ["error"] = "Not Found" });
        if (!IsEnabled) return No("device_flow_disabled", status: 400);
        var now = gitHub.Time.GetUtcNow();
        var device = new DeviceState(RandomNumberGenerator.GetHexString(40, lowercase: true), $"{RandomNumberGenerator.GetString("BCDFGHJKLMNPQRSTVWXZ", 4)}-{Random.Shared.Next(1000, 9999)}", now + GoodFor, now) { Pause = Pause };
        Codes.Enqueue(device);
        return Reply.Ok(new JsonObject
        {
            ["device_code"] = device.Secret, ["user_code"] = device.Code, ["verification_uri"] = "https://github.com/login/device", ["expires_in"] = (int)GoodFor.TotalSeconds, ["interval"] = 5,
        });
    }

    private Reply Token(Dictionary<string, string> sent)
    {
        if (sent.GetValueOrDefault("client_id") != ClientId) return No("incorrect_client_credentials");
        if (sent.GetValueOrDefault("grant_type") != "urn:ietf:params:oauth:grant-type:device_code") return No("unsupported_grant_type");
        if (Codes.FirstOrDefault(c => c.Secret == sent.GetValueOrDefault("device_code") && !c.IsUsed) is not { } device) return No("incorrect_device_code");
        var now = gitHub.Time.GetUtcNow();
        var early = now - device.AskedAt < TimeSpan.FromSeconds(device.Pause);
        device.AskedAt = now;
        if (now >= device.Until) return No("expired_token");
        if (early)
        {
            device.TooEarly++;
            device.Pause += 5;
            return No("slow_down", device.Pause);
        }

        if (device.IsRefused) return No("access_denied");
        if (device.Login is not { } login) return No("authorization_pending");
        device.IsUsed = true;
        var token = gitHub.Rights.GiveTo(login);
        Tokens.Enqueue(token);
        return Reply.Ok(new JsonObject { ["access_token"] = token, ["token_type"] = "bearer", ["scope"] = "" });
    }

    private DeviceState Of(string code) => Codes.Single(c => c.Code == code);

    private static Reply No(string error, int? pause = null, int status = 200)
    {
        var told = new JsonObject { ["error"] = error, ["error_description"] = "It is said in many words why.", ["error_uri"] = "https://docs.github.com/" };
        if (pause is { } seconds) told["interval"] = seconds;
        return new(status, told);
    }
}

/// <summary>A code that was given out.</summary>
internal sealed class DeviceState(string secret, string code, DateTimeOffset until, DateTimeOffset now)
{
    public string Secret => secret;

    public string Code => code;

    public DateTimeOffset Until => until;

    public DateTimeOffset AskedAt { get; set; } = now;

    public int Pause { get; set; }

    /// <summary>How often it was asked before its time.</summary>
    public int TooEarly { get; set; }

    public string? Login { get; set; }

    public bool IsRefused { get; set; }

    public bool IsUsed { get; set; }
}
