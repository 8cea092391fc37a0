namespace ChatOps.Domain.Environments;

internal static class Moment
{
    public static string Words(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
}
