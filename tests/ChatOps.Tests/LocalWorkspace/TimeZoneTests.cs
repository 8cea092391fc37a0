namespace ChatOps.Tests.LocalWorkspace;

/// <summary>The local workspace tells people's time zones as Slack does: https://docs.slack.dev/reference/objects/user-object.</summary>
public sealed class TimeZoneTests
{
    [Theory]
    [InlineData("U00000APP1", "Etc/UTC", 0)]
    [InlineData("U00000APP2", "America/New_York", null)]
    public async Task People_have_a_zone_with_its_name_and_offset(string user, string zone, int? offset)
    {
        await using var workspace = await RunningWorkspace.Start();
        var told = (await workspace.Send("users.info", new FormUrlEncodedContent([KeyValuePair.Create("user", user)]), RunningWorkspace.Token)).GetProperty("user");
        Assert.Equal(zone, told.GetProperty("tz").GetString());
        Assert.NotEmpty(told.GetProperty("tz_label").GetString()!);
        var seconds = told.GetProperty("tz_offset").GetInt32();
        Assert.True(offset is { } exact ? seconds == exact : seconds is -18_000 or -14_400, $"{seconds}");
    }
}
