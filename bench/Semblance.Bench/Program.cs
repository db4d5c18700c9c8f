using System.Globalization;
using Semblance.Bench;

// Without arguments everything; else the name of one benchmark and its own arguments: `make bench BENCH="views simclr"`.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var benches = new Dictionary<string, Action<string[]>>
{
    ["views"] = ViewBench.Run,
    ["moments"] = MomentBench.Run,
    ["eigen"] = EigenBench.Run,
    ["advice"] = AdviceBench.Run,
    ["growth"] = AdviceGrowth.Run,
    ["audit"] = AuditBench.Run,
    ["clothes"] = ClothesBench.Run,
    ["carry"] = CarryOver.Run,
    ["convolutions"] = ConvolutionBench.Run,
    ["dynamics"] = DynamicsBench.Run,
    ["monitor"] = MonitorBench.Run,
    ["graph"] = _ => NeighbourGraph.Report(),
};
if (args.Length == 0)
{
    foreach (var (name, run) in benches.Where(b => b.Key is not ("advice" or "growth" or "audit" or "clothes" or "carry")))
    {
        Console.WriteLine($"== {name}");
        run([]);
    }
}
else if (benches.TryGetValue(args[0], out var chosen))
{
    chosen(args[1..]);
}
else
{
    Console.Error.WriteLine($"unknown benchmark '{args[0]}' - known are {string.Join(", ", benches.Keys)} - name one of them, or none for all");
    return 2;
}

return 0;
