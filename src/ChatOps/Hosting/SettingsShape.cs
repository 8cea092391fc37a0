using System.ComponentModel;
using System.Reflection;
using ChatOps.Commands;
using ChatOps.Projects;

namespace ChatOps.Hosting;

/// <summary>Holds settings against the options classes: keys that nobody reads, and values that can't be read.</summary>
/// <remarks>The framework's binder passes both over in silence below a dictionary: a mistyped approval would be no approval, and a whole environment could vanish.</remarks>
internal static class SettingsShape
{
    /// <summary>Of settings that have no key above them.</summary>
    public static IEnumerable<(string Key, string Words)> Faults(IConfiguration settings, Type type) => settings.GetChildren().SelectMany(child => Member(child, type));

    public static IEnumerable<(string Key, string Words)> Faults(IConfigurationSection section, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var children = section.GetChildren().ToList();
        if (Nullable.GetUnderlyingType(type) is { } inner) return Faults(section, inner);
        if (ElementOf(type) is { } element) return children.SelectMany(child => Faults(child, element));
        if (typeof(IEnumerable<string>).IsAssignableFrom(type)) return string.IsNullOrEmpty(section.Value) ? [] : [(section.Path, "must be a list")];
        if (type.Assembly == typeof(SettingsShape).Assembly && type.IsClass) return children.SelectMany(child => Member(child, type));
        if (children.Count > 0) return [(section.Path, $"must be {Wanted(type)}, and holds more settings")];
        return section.Value is null || CanRead(section.Value, type) ? [] : [(section.Path, $"must be {Wanted(type)}, and is \"{PlainText.Shorten(section.Value, 40)}\"")];
    }

    private static IEnumerable<(string, string)> Member(IConfigurationSection section, Type type)
    {
        var property = type.GetProperty(section.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        if (property is not null) return Faults(section, property.PropertyType);
        if (type == typeof(StageGateOptions) && typeof(GateOptions).GetProperty(section.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not null)
            return [(section.Path, "looks at environments, so no stage can ask it. Set it in the Gates of the environment.")];
        var near = Nearest.To(section.Key, type.GetProperties().Select(p => p.Name));
        return [(section.Path, $"is no setting. {(near is null ? "" : $"Did you mean {near}? ")}appsettings.example.json shows them all.")];
    }

    private static Type? ElementOf(Type type) =>
        !type.IsGenericType ? null
        : type.GetGenericTypeDefinition() == typeof(IDictionary<,>) || type.GetGenericTypeDefinition() == typeof(Dictionary<,>) ? type.GetGenericArguments()[1]
        : type.GetGenericTypeDefinition() == typeof(IList<>) && type.GetGenericArguments()[0] != typeof(string) ? type.GetGenericArguments()[0]
        : null;

    private static bool CanRead(string value, Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase);
        // A plain number would be days.
        if (type == typeof(TimeSpan) && !value.Contains(':')) return false;
        return TypeDescriptor.GetConverter(type).IsValid(value);
    }

    private static string Wanted(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? Wanted(inner)
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time such as 00:00:20"
        : type == typeof(string) ? "a text"
        : "a whole number";
}
