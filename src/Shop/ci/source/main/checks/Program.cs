using Checks;

return args switch
{
    ["test", var report] => await Tests.Run(report),
    ["scan", var folder, var report] => Scan.Run(folder, report),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("test <junit.xml>, or scan <folder> <report.sarif>");
    return 2;
}
