using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Gates;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Schedules;
using ChatOps.Slack;

namespace ChatOps.Persistence;

/// <summary>The shapes that are stored as JSON in a column. What is stored stays readable: add members, never change their meaning.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, IgnoreReadOnlyProperties = true, Converters = [typeof(DigestJson)])]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(RunDefinition))]
[JsonSerializable(typeof(EnvironmentPolicy))]
[JsonSerializable(typeof(OutsideAnswers))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(CiRun))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(Attempt))]
[JsonSerializable(typeof(Revision))]
[JsonSerializable(typeof(RunningRelease))]
[JsonSerializable(typeof(WayBack))]
[JsonSerializable(typeof(PlannedStart))]
[JsonSerializable(typeof(EnvironmentLock))]
[JsonSerializable(typeof(EnvironmentHold))]
[JsonSerializable(typeof(IReadOnlyList<StageRun>))]
[JsonSerializable(typeof(IReadOnlyList<GateResult>))]
[JsonSerializable(typeof(IReadOnlyList<Change>))]
[JsonSerializable(typeof(IReadOnlyList<Artifact>))]
[JsonSerializable(typeof(ReleaseReports))]
internal sealed partial class Json : JsonSerializerContext;

internal sealed class DigestJson : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Digest.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.Hex);
}
