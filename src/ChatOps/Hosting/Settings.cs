using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace ChatOps.Hosting;

/// <summary>Where settings come from: the files beside the program, those in the current folder, the environment, the command line; later ones win.</summary>
internal static class Settings
{
    /// <exception cref="StartRefusedException">A file can't be read; it is named.</exception>
    public static WebApplicationBuilder Builder(string[] args)
    {
        try
        {
            return Read(args);
        }
        catch (InvalidDataException fault)
        {
            // What stands in the file may be a secret: its place is told, and nothing of it.
            var place = fault.GetBaseException() switch
            {
                JsonException { LineNumber: { } line } => $" Look at line {line + 1}, or right before it: there it stops being JSON.",
                FormatException shape => $" {shape.Message}",
                _ => "",
            };
            throw new StartRefusedException($"{fault.Message}{place}");
        }
        catch (Exception fault) when (fault is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The settings can't be read: {fault.Message}");
        }
    }

    private static WebApplicationBuilder Read(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var file = Path.Combine(AppContext.BaseDirectory, $"appsettings.{builder.Environment.EnvironmentName}.json");
        // Started in the folder of its sources, the program meets there once more what it ships.
        foreach (var again in builder.Configuration.Sources.OfType<JsonConfigurationSource>().Where(s => IsCopy(s, file)).ToList()) builder.Configuration.Sources.Remove(again);
        var shipped = new ConfigurationBuilder().AddJsonFile(file, optional: true).Build();
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [.. Beneath(builder.Configuration, shipped)] });
        return builder;
    }

    private static bool IsCopy(JsonConfigurationSource source, string file) =>
        source.Path == Path.GetFileName(file) && source.FileProvider?.GetFileInfo(source.Path) is { Exists: true, PhysicalPath: { } found }
        && File.Exists(file) && File.ReadAllBytes(found).AsSpan().SequenceEqual(File.ReadAllBytes(file));

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
