namespace ChatOps.LocalWorkspace.Messages;

/// <summary>Slack's text form.</summary>
internal static class Markup
{
    /// <summary>What people type has no markup of links and mentions until Slack makes some of it.</summary>
    public static string Escape(string typed) => typed.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
