using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Domain.Releases;

namespace ChatOps.Targets.LocalProcesses.Agents;

internal sealed class DigestJson : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Digest.TryParse(reader.GetString(), out var digest) ? digest : throw new JsonException("This is no SHA-256 digest.");

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.Hex);
}
