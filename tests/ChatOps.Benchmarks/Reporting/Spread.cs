namespace ChatOps.Benchmarks.Reporting;

/// <summary>The same measure taken several times.</summary>
internal sealed class Spread(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Min => _sorted.Length == 0 ? 0 : _sorted[0];

    public double Median => At(0.5);

    public double Max => _sorted.Length == 0 ? 0 : _sorted[^1];

    public double At(double share) => _sorted.Length == 0 ? 0 : _sorted[Math.Min(_sorted.Length - 1, (int)(share * _sorted.Length))];

    /// <summary>The median, and the smallest and largest behind it.</summary>
    public string Show() => $"{Number(Median)} ({Number(Min)}-{Number(Max)})";

    public static string Number(double value) => value switch
    {
        >= 1000 => value.ToString("N0"),
        >= 100 => value.ToString("0"),
        >= 10 => value.ToString("0.0"),
        _ => value.ToString("0.00"),
    };
}
