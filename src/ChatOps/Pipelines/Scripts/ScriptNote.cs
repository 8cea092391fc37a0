using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Persistence;
using ChatOps.Targets.Processes;

namespace ChatOps.Pipelines.Scripts;

/// <summary>What outlives the bot: that a script was begun, by whom, which process it is, and how it ended.</summary>
/// <param name="Bot">Whoever runs it. While that one lives, nobody else touches the script.</param>
internal sealed record ScriptNote(ScriptKey Key, DateTimeOffset Began, ProcessIdentity Bot, string Mark, ProcessIdentity? Leader = null, ScriptEnd? End = null)
{
    /// <returns>Null if there is none.</returns>
    /// <exception cref="JsonException">It was damaged.</exception>
    public static ScriptNote? Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ScriptJson.Default.ScriptNote) : null;

    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, ScriptJson.Default.ScriptNote));
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ScriptNote))]
internal sealed partial class ScriptJson : JsonSerializerContext;
