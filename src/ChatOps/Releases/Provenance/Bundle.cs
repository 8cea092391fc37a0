using System.Text.Json;
using ChatOps.Commands;
using ChatOps.Domain.Releases;

namespace ChatOps.Releases.Provenance;

/// <summary>Reads what a Sigstore bundle claims: a DSSE envelope around an in-toto statement with SLSA provenance.</summary>
/// <remarks>https://slsa.dev/spec/v1.0/provenance and https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md</remarks>
internal static class Bundle
{
    public const string Predicate = "https://slsa.dev/provenance/v1";
    private const int MostText = 200;
    private const string Statement = "application/vnd.in-toto+json";

    /// <returns>Null if it is an attestation of something else, such as a bill of materials.</returns>
    /// <exception cref="FormatException">It is no bundle; the message says why.</exception>
    public static ProvenanceClaim? Read(byte[] json)
    {
        try
        {
            using var bundle = JsonDocument.Parse(json);
            if (At(bundle.RootElement, "dsseEnvelope") is not { } envelope) return null;
            if (Text(envelope, "payloadType") != Statement || At(envelope, "payload") is not { ValueKind: JsonValueKind.String } payload) throw new FormatException("an attestation holds no statement");
            using var statement = JsonDocument.Parse(payload.GetBytesFromBase64());
            var root = statement.RootElement;
            if (Text(root, "predicateType") != Predicate) return null;
            var workflow = At(root, "predicate", "buildDefinition", "externalParameters", "workflow");
            return new(Subjects(root), Line(workflow, "repository"), Line(workflow, "ref"));
        }
        catch (Exception fault) when (fault is JsonException or FormatException { InnerException: not null } or InvalidOperationException)
        {
            throw new FormatException("an attestation can't be read: it is damaged", fault);
        }
    }

    private static List<Digest> Subjects(JsonElement statement)
    {
        var digests = new List<Digest>();
        if (At(statement, "subject") is not { ValueKind: JsonValueKind.Array } subjects) return digests;
        foreach (var subject in subjects.EnumerateArray())
            if (At(subject, "digest") is { } digest && Digest.TryParse(Text(digest, "sha256"), out var sha)) digests.Add(sha);
        return digests;
    }

    private static string? Line(JsonElement? element, string name) => element is { } e && Text(e, name) is { } text ? PlainText.Line(text, MostText) : null;

    private static JsonElement? At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        return element;
    }

    private static string? Text(JsonElement element, string name) => At(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
