using ChatOps.CiSources.Local;

namespace ChatOps.Tests.CiSources.Local;

/// <summary>The demo's CI as the build made it.</summary>
internal static class DemoCi
{
    public static LocalCiSource Source => new(new LocalCiOptions(), TimeProvider.System);

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "demo", "ci");

    public static string Zip(long run) => Path.Combine(Folder, "runs", $"{run}", "artifacts", "shop.zip");
}
