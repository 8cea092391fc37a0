using System.Text.Json.Serialization;

namespace ChatOps.Targets.LocalProcesses.Agents;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    Converters = [typeof(DigestJson)])]
[JsonSerializable(typeof(AgentSettings))]
[JsonSerializable(typeof(AgentEndpoint))]
[JsonSerializable(typeof(AgentState))]
[JsonSerializable(typeof(StepOrder))]
[JsonSerializable(typeof(StepOutcome))]
[JsonSerializable(typeof(Serving))]
internal sealed partial class AgentJson : JsonSerializerContext;
