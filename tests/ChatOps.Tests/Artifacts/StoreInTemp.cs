using ChatOps.Artifacts;
using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Tests.Artifacts;

/// <summary>A store in a folder of the test's own.</summary>
internal sealed class StoreInTemp : IDisposable
{
    public StoreInTemp(Func<string, SafeFileHandle>? create = null)
    {
        var options = Options.Create(new ArtifactOptions { Root = Root });
        Store = create is null ? new(options) : new(options, create);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("store-").FullName;

    public ArtifactStore Store { get; }

    public string[] Files => Directory.GetFiles(Root, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
