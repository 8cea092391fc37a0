using ChatOps.CiSources.GitHub.Webhooks;
using ChatOps.Tests.FrontDoor.GitHub;

namespace ChatOps.Tests.CiSources.GitHub.Webhooks;

public sealed class WebhookSignatureTests
{
    private const string Good = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    [Theory]
    [InlineData(Good, true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("sha256=", false)]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", false)]
    [InlineData("sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17", false)]
    [InlineData("SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", false)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18", false)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17 ", false)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c2c46f4379c8b043e1zz", false)]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", false)]
    public void It_is_as_GitHub_documents_it(string? signature, bool isGood) => Assert.Equal(isGood, WebhookSignature.IsGood(Webhook.Secret, signature, "Hello, World!"u8));

    // The bot and the stand-in that signs are each held to what GitHub documents, and not to each other.
    [Fact]
    public void The_stand_in_signs_as_GitHub_documents_it() => Assert.Equal(Good, Webhook.Signature("Hello, World!"u8.ToArray()));

    [Fact]
    public void It_is_of_these_bytes_and_this_secret_and_never_of_none()
    {
        Assert.False(WebhookSignature.IsGood(Webhook.Secret, Good, "Hello, World?"u8));
        Assert.False(WebhookSignature.IsGood("Another secret", Good, "Hello, World!"u8));
        Assert.False(WebhookSignature.IsGood("", "sha256=b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad", ""u8));
    }
}
