using System.Text;
using ChatOps.Slack;
using ChatOps.Slack.FrontDoor;

namespace ChatOps.Tests.Slack;

public class RequestGuardTests
{
    private sealed class At(long seconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    // The worked example of https://docs.slack.dev/authentication/verifying-requests-from-slack.
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private const long Stamp = 1531420618;

    private static readonly byte[] Body = Encoding.ASCII.GetBytes(
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
        + "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c");

    private static string? Check(long now = Stamp, string secret = Secret, string? stamp = "1531420618", string? signature = Signature, byte[]? body = null) =>
        new RequestGuard(() => new() { SigningSecret = secret }, new At(now)).Objection(stamp, signature, body ?? Body, out _);

    [Fact]
    public void Slacks_own_example_is_let_in() => Assert.Null(Check());

    [Theory]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void Only_five_minutes_are_fresh(int later, bool fresh) => Assert.Equal(fresh, Check(now: Stamp + later) is null);

    [Theory]
    [InlineData("v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503")]
    [InlineData("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b504")]
    [InlineData("v0=")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_signature_is_kept_out(string? signature) => Assert.NotNull(Check(signature: signature));

    [Theory]
    [InlineData("01531420618")]
    [InlineData("+1531420618")]
    [InlineData("1531420618.0")]
    [InlineData("999999999999")]
    [InlineData("99999999999999999999999999")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_timestamp_is_kept_out(string? stamp) => Assert.NotNull(Check(stamp: stamp));

    [Fact]
    public void A_changed_body_is_kept_out() => Assert.NotNull(Check(body: [.. Body, (byte)'x']));

    [Fact]
    public void Without_a_secret_nothing_comes_in() => Assert.Contains("no signing secret", Check(secret: ""));

    [Fact]
    public void Two_signatures_are_none() =>
        Assert.NotNull(new RequestGuard(() => new() { SigningSecret = Secret }, new At(Stamp)).Objection("1531420618", new string[] { Signature, Signature }, Body, out _));
}
