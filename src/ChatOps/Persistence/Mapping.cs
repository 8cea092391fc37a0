using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatOps.Domain.Releases;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChatOps.Persistence;

/// <summary>How values become columns, the same in both databases.</summary>
internal static class Mapping
{
    /// <summary>Immutable values, stored as JSON. They change by being replaced, so comparing references is enough.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
    {
        var type = (JsonTypeInfo<T>)Json.Default.GetTypeInfo(typeof(T))!;
        property.HasConversion(
            new ValueConverter<T, string>(value => JsonSerializer.Serialize(value, type), text => JsonSerializer.Deserialize(text, type)!),
            new ValueComparer<T>((a, b) => ReferenceEquals(a, b), value => value == null ? 0 : value.GetHashCode(), value => value));
        return property;
    }

    public sealed class DigestConverter() : ValueConverter<Digest, string>(digest => digest.Hex, text => Digest.Parse(text));

    /// <summary>SQLite has no type for moments: ticks of UTC sort and compare as they should.</summary>
    public sealed class TicksConverter() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    /// <summary>PostgreSQL takes moments in UTC only.</summary>
    public sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time);
}
