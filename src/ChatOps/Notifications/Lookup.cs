using ChatOps.Slack;

namespace ChatOps.Notifications;

internal static class Lookup
{
    /// <returns>The message, or null: also where the chat does not let the bot look, as in a direct message. Twice is better than never.</returns>
    public static async Task<MessageAddress?> FindIfAllowed(
        this IChat chat, string channel, MessageAddress? thread, string key, DateTimeOffset since, CancellationToken ct)
    {
        try
        {
            return await chat.Find(channel, thread, key, since, ct);
        }
        catch (ChatRefusedException)
        {
            return null;
        }
    }
}
