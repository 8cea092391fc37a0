using Microsoft.Extensions.Configuration.Memory;

namespace ChatOps.Hosting;

/// <summary>Where settings come from: the files beside the program, those in the current folder, the environment, the command line; later ones win.</summary>
internal static class Settings
{
    public static WebApplicationBuilder Builder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var file = Path.Combine(AppContext.BaseDirectory, $"appsettings.{builder.Environment.EnvironmentName}.json");
        var shipped = new ConfigurationBuilder().AddJsonFile(file, optional: true).Build();
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [.. Beneath(builder.Configuration, shipped)] });
        return builder;
    }

    // Configuration merges lists by number, which would make one pipeline or group out of two: a list that is set anywhere else is taken from there alone.
    private static List<KeyValuePair<string, string?>> Beneath(ConfigurationManager own, IConfigurationRoot shipped) =>
        [.. shipped.AsEnumerable().Where(entry => entry.Value is not null && !ListsAround(entry.Key).Any(list => own.GetSection(list).GetChildren().Any()))];

    private static IEnumerable<string> ListsAround(string key)
    {
        var parts = key.Split(':');
        for (var i = 1; i < parts.Length; i++)
            if (parts[i].All(char.IsAsciiDigit)) yield return string.Join(':', parts[..i]);
    }
}
