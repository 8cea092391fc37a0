using ChatOps.Benchmarks;
using ChatOps.Benchmarks.Servers;

return args switch
{
    [BareKestrel.Verb, var port] => await BareKestrel.Serve(int.Parse(port)),
    ["--help" or "-h" or "help"] => Plan.Help(),
    _ when Plan.From(args) is { } plan => await Run.All(plan),
    _ => Plan.Help() + 2,
};
