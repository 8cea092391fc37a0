namespace ChatOps.Tests.Slack;

/// <summary>Requests as Slack sends them.</summary>
internal static class Bodies
{
    public static string Command(string command = "/deploy", string text = "staging run 1234", string trigger = "13345224609.738474920.8088930838d88f008e0") =>
        $"token=gIkuvaNzQIHg97ATvDxqgjtO&team_id=T0001&team_domain=example&channel_id=C2147483705&channel_name=releases&user_id=U2147483697&user_name=dev"
        + $"&command={Uri.EscapeDataString(command)}&text={Uri.EscapeDataString(text)}&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F1234%2F5678&trigger_id={trigger}&api_app_id=A123456";

    public static string Form(string payload) => $"payload={Uri.EscapeDataString(payload)}";

    public static string Click(string actionId = "chatops.approve", string value = "57|abc", string userTeam = "T0002", string trigger = "12466734323.1395872398") =>
        $$$"""
        {"type":"block_actions","team":{"id":"T0001","domain":"example"},"user":{"id":"U222","username":"ann","name":"ann","team_id":"{{{userTeam}}}"},
         "api_app_id":"A1","token":"x","container":{"type":"message","message_ts":"1548261231.000200","channel_id":"C1","is_ephemeral":false},
         "trigger_id":"{{{trigger}}}","channel":{"id":"C1","name":"releases"},"message":{"type":"message","text":"Deploy shop &amp; more: waiting.\nmore"},
         "actions":[{"action_id":"{{{actionId}}}","block_id":"chatops.card","text":{"type":"plain_text","text":"Approve"},"value":"{{{value}}}","type":"button","action_ts":"1548426417.840180"}]}
        """;

    public static string Submission(string reason, string memo = """{\"run\":57,\"decision\":\"abc\",\"channel\":\"C1\"}""") =>
        $$$$$$$"""
        {"type":"view_submission","team":{"id":"T0001"},"user":{"id":"U222","username":"ann","team_id":"T0001"},"trigger_id":"1.2.3",
         "view":{"id":"V1","type":"modal","callback_id":"chatops.reason","private_metadata":"{{{{{{{memo}}}}}}}",
         "state":{"values":{"reason":{"text":{"type":"plain_text_input","value":{{{{{{{System.Text.Json.JsonSerializer.Serialize(reason)}}}}}}}}}}}}}
        """;
}
