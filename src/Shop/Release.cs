using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop;

/// <summary>What the artifact says of itself: the file <c>release.json</c> in it.</summary>
/// <param name="Needs">What must be reachable for the shop to work, by name: <c>host:port</c>.</param>
internal sealed record Release(long Run, string Version, string Commit, IReadOnlyDictionary<string, string>? Needs = null)
{
    public static Release Read(string file)
    {
        using var stream = File.OpenRead(file);
        return JsonSerializer.Deserialize(stream, ShopJson.Default.Release) ?? throw new JsonException("it is empty");
    }
}

/// <summary>The answer of <c>GET /version</c>.</summary>
internal sealed record VersionAnswer(long Run, string Version, string Digest, string Environment);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Release))]
[JsonSerializable(typeof(VersionAnswer))]
internal sealed partial class ShopJson : JsonSerializerContext;
