using System.Collections;
using System.Globalization;
using System.Reflection;
using ChatOps.Hosting;
using ChatOps.Persistence;
using ChatOps.Projects;

namespace ChatOps.Tests.Hosting;

/// <summary>Every setting there is, read off the options classes: its key, with <c>&lt;name&gt;</c> for what people name, and its default.</summary>
internal static class KnownSettings
{
    private const string Named = ":<name>";

    public static IReadOnlyDictionary<string, string> Defaults { get; } = Find();

    private static Dictionary<string, string> Find()
    {
        var found = new Dictionary<string, string> { ["Urls"] = ChatOpsApp.DefaultUrl, [DataFolder.Setting] = DataFolder.Default };
        foreach (var type in typeof(Program).Assembly.GetTypes())
        {
            if (type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() is string section)
                Add(type == typeof(ProjectOptions) ? section + Named : section, Activator.CreateInstance(type)!, found);
        }

        return found;
    }

    private static void Add(string key, object options, Dictionary<string, string> found)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            var (type, name, value) = (property.PropertyType, $"{key}:{property.Name}", property.GetValue(options));
            if (IsOurs(type)) Add(name, value!, found);
            else if (ElementOf(type) is not { } element) found.Add(name, Text(value));
            else if (IsOurs(element)) Add(name + Named, Activator.CreateInstance(element)!, found);
            else found.Add(name + Named, "");
        }
    }

    private static bool IsOurs(Type type) => type is { IsClass: true } && type.Assembly == typeof(Program).Assembly;

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? type.GetGenericArguments()[1]
        // A list of settings of our own: its numbers are names too.
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) && IsOurs(type.GetGenericArguments()[0]) ? type.GetGenericArguments()[0]
        : null;

    // A port of 0 is none, and so are an empty list and a choice that was not made.
    private static string Text(object? value) => value switch
    {
        null or 0 or IList { Count: 0 } or StageKindOption.None => "",
        bool yes => yes ? "true" : "false",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
