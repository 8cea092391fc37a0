namespace ChatOps.Benchmarks.Reporting;

/// <summary>Rows under headings, in columns as wide as their widest cell.</summary>
internal sealed class Table(string title, params string[] headings)
{
    private readonly List<string[]> _rows = [headings];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        var widths = headings.Select((_, column) => _rows.Max(r => column < r.Length ? r[column].Length : 0)).ToArray();
        Console.WriteLine();
        Console.WriteLine(title);
        foreach (var (row, number) in _rows.Select((r, n) => (r, n)))
        {
            Console.WriteLine("  " + string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd());
            if (number == 0) Console.WriteLine("  " + string.Join("  ", widths.Select(w => new string('-', w))));
        }
    }
}
