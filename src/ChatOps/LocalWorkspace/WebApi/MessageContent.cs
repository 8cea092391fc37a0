using System.Text.Json;
using ChatOps.LocalWorkspace.Blocks;

namespace ChatOps.LocalWorkspace.WebApi;

/// <summary>What a message says, after all that Slack checks.</summary>
internal sealed record MessageContent(string Text, JsonElement? Blocks, JsonElement? Metadata)
{
    private const int Longest = 40_000;
    public const int LongestUpdate = 4_000;

    public static MessageContent Read(ApiArguments arguments, int longest = Longest)
    {
        if (arguments.Has("attachments"))
            throw new ApiRefusedException("invalid_attachments", ["[ERROR] the local workspace knows blocks only"]);
        var text = arguments.Text("text");
        var blocks = ReadBlocks(arguments);
        if (text.Length == 0 && blocks is null)
            throw new ApiRefusedException("no_text");
        if (text.Length > longest)
            throw new ApiRefusedException("msg_too_long");
        return new(text, blocks, ReadMetadata(arguments));
    }

    private static JsonElement? ReadBlocks(ApiArguments arguments)
    {
        if (arguments.Json("blocks", "invalid_blocks_format") is not { } blocks)
            return null;
        if (blocks.ValueKind != JsonValueKind.Array || blocks.EnumerateArray().Any(b => b.ValueKind != JsonValueKind.Object))
            throw new ApiRefusedException("invalid_blocks_format");
        if (blocks.GetArrayLength() == 0)
            return null;
        var faults = BlockRules.OfMessage(blocks);
        if (faults.Any)
            throw new ApiRefusedException("invalid_blocks", faults.Messages);
        if (BlockRules.IsTooLong(blocks))
            throw new ApiRefusedException("msg_blocks_too_long");
        return BlockIds.Assign(blocks);
    }

    private static JsonElement? ReadMetadata(ApiArguments arguments)
    {
        if (arguments.Json("metadata", "invalid_metadata_format") is not { } metadata)
            return null;
        if (metadata.ValueKind != JsonValueKind.Object)
            throw new ApiRefusedException("invalid_metadata_format");
        if (!metadata.EnumerateObject().Any())
            return metadata;
        var isWhole = metadata.TryGetProperty("event_type", out var type) && type.ValueKind == JsonValueKind.String
            && metadata.TryGetProperty("event_payload", out var payload) && payload.ValueKind == JsonValueKind.Object;
        return isWhole ? metadata : throw new ApiRefusedException("invalid_metadata_schema");
    }
}
