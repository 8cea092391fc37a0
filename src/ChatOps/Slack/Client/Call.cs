using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChatOps.Slack.Client;

/// <summary>One call of Slack's Web API. What is sent is made anew for every try.</summary>
/// <param name="Token">Goes into the header and nowhere else.</param>
/// <param name="Repeatable">Sending it twice does no harm.</param>
/// <param name="Patience">How long it may wait because Slack said so.</param>
internal sealed record Call(string Method, string Token, Func<HttpContent> Content, bool Repeatable, TimeSpan Patience)
{
    /// <summary>Beyond this the caller, which has a database to remember things in, waits better.</summary>
    internal static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(30);

    public static Call Json<T>(string method, string token, T body, JsonTypeInfo<T> type, bool repeatable = false, TimeSpan? patience = null) =>
        new(method, token, () => JsonContent(JsonSerializer.SerializeToUtf8Bytes(body, type)), repeatable, patience ?? UsualPatience);

    /// <summary>For the methods that read: they take a form, not JSON.</summary>
    public static Call Form(string method, string token, params (string Name, string? Value)[] fields) =>
        new(
            method,
            token,
            () => new FormUrlEncodedContent(fields.Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Name, f.Value))),
            Repeatable: true,
            UsualPatience);

    private static ByteArrayContent JsonContent(byte[] json) =>
        new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
}
