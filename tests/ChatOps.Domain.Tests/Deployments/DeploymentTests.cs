using ChatOps.Domain.Deployments;
using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Deployments;

public sealed class DeploymentTests
{
    private readonly Deployment _deployment = new(57, "shop", "staging", Release(), Release().Artifacts[0], token: 3, Developer, before: 7, Noon);

    [Fact]
    public void It_ends_once()
    {
        _deployment.End(DeploymentOutcome.Succeeded, Noon.AddMinutes(1));

        Assert.Throws<InvalidOperationException>(() => _deployment.End(DeploymentOutcome.Failed, Noon.AddMinutes(2)));
        Assert.Equal((DeploymentOutcome.Succeeded, Noon.AddMinutes(1)), (_deployment.Outcome, _deployment.EndedAt));
    }

    [Fact]
    public void What_it_put_there_is_told_with_the_bytes_and_since_when()
    {
        _deployment.End(DeploymentOutcome.Succeeded, Noon.AddMinutes(1));

        Assert.Equal((1234, "1.4.0", DigestOf("shop 1234"), Noon.AddMinutes(1)),
            (_deployment.AsRunning.CiRun, _deployment.AsRunning.Version, _deployment.AsRunning.Digest, _deployment.AsRunning.Since));
        Assert.Equal("run 1234 (1.4.0)", _deployment.AsRunning.ToString());
    }
}
