using static ChatOps.Domain.Tests.World;

namespace ChatOps.Domain.Tests.Projects;

public sealed class ProjectTests
{
    [Theory]
    [InlineData("C-RELEASES", "", true)]
    [InlineData("C-OTHER", "releases", true)]
    [InlineData("C-OTHER", "Releases", true)]
    [InlineData("c-releases", "", false)]
    [InlineData("C-OTHER", "ops", false)]
    [InlineData("C-OTHER", "", false)]
    public void A_channel_is_bound_by_its_id_or_its_name(string id, string name, bool isBound) =>
        Assert.Equal(isBound, Shop.IsBoundTo(id, name));

    [Fact]
    public void Environments_are_found_in_any_case()
    {
        Assert.Equal(Staging, Shop.Find("STAGING"));
        Assert.Null(Shop.Find("stag"));
    }
}
