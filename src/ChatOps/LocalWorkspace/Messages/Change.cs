using System.Text.Json.Nodes;

namespace ChatOps.LocalWorkspace.Messages;

/// <summary>Something that pages must redraw.</summary>
/// <param name="Kind"><c>message</c>, <c>deleted</c>, <c>view</c> or <c>view_closed</c>.</param>
/// <param name="Json">What is sent, written once for all listeners.</param>
/// <param name="OnlyFor">The one person it concerns, or null.</param>
internal sealed record Change(string Kind, string Json, string? OnlyFor = null)
{
    public static Change Of(MessageThread thread) =>
        new("message", MessageWire.ForPage(thread).ToJsonString(), thread.Root.OnlyFor);

    public static Change Gone(Message message) =>
        new("deleted", new JsonObject { ["channel"] = message.Channel, ["ts"] = message.Ts }.ToJsonString(), message.OnlyFor);
}
