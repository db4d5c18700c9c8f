using System.Diagnostics;
using System.Globalization;
using System.Text;
using Semblance.Insight.Audit;
using Semblance.Insight.Audit.Planted;

namespace Semblance.Bench;

/// <summary>The audit on planted cases, and its time on 60,000 rows of 512 dimensions.</summary>
/// <remarks>Arguments: <c>seeds=20</c>, <c>first=1000</c> (the thresholds were set on seeds below 100), <c>case=Bits</c>, <c>page=docs/audit.md</c>, <c>tell</c> for every miss, <c>time</c> for the timing alone.</remarks>
internal static class AuditBench
{
    internal static void Run(string[] arguments)
    {
        if (arguments.Contains("time"))
        {
            Time();
            return;
        }

        var options = arguments.Where(a => a.Contains('=', StringComparison.Ordinal)).Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1]);
        var (seeds, first) = (Number(options, "seeds", 20), Number(options, "first", 1000));
        var tell = arguments.Contains("tell");
        var cases = Enum.GetValues<PlantedCase>().Where(c => !options.TryGetValue("case", out var only) || only == $"{c}").ToList();
        var table = new StringBuilder("| planted | references | attributes | permuted | audits | right | alarms | what was alarmed about |\n|---|---|---|---|---:|---:|---:|---|\n");
        foreach (var planted in cases) table.Append(Row(planted, seeds, first, tell));
        if (!options.ContainsKey("case"))
        {
            table.Append(Row(PlantedCase.SubclassCollapse, seeds, first, tell, withAttributes: false)).Append(Row(PlantedCase.Healthy, seeds, first, tell, withAttributes: false));
            table.Append(Row(PlantedCase.Healthy, seeds, first, tell, withReferences: false));
            table.Append(Row(PlantedCase.Healthy, seeds, first, tell, permuted: true)).Append(Row(PlantedCase.Healthy, seeds, first, tell, withReferences: false, permuted: true));
        }

        Console.Write(table);
        if (options.TryGetValue("page", out var page)) AdviceTable.Write(page, table.ToString(), "audit");
    }

    private static string Row(PlantedCase planted, int seeds, int first, bool tell, bool withReferences = true, bool withAttributes = true, bool permuted = false)
    {
        var (right, alarms, named) = (0, 0, new Dictionary<string, int>());
        for (var seed = first; seed < first + seeds; seed++)
        {
            var audit = PlantedAudit.Make(planted, seed, withReferences, permuted, withAttributes);
            var report = Auditor.Run(audit.Input, new AuditOptions { Seed = seed });
            var isRight = audit.IsRight(report);
            right += isRight ? 1 : 0;
            alarms += PlantedAudit.IsAlarmed(report) ? 1 : 0;
            foreach (var name in report.Findings.Where(f => f.Severity != AuditSeverity.Info).Select(f => $"{f.Id}: {f.Cause}").Distinct()) named[name] = named.GetValueOrDefault(name) + 1;
            if (tell && !isRight) Tell(planted, seed, report);
        }

        var words = string.Join(", ", named.OrderByDescending(n => n.Value).Select(n => $"{n.Key} ({n.Value})"));
        return string.Create(CultureInfo.InvariantCulture, $"| {Words(planted)} | {(withReferences ? "yes" : "no")} | {(withAttributes ? "yes" : "no")} | {(permuted ? "yes" : "no")} | {seeds} | {right} | {alarms} | {words} |\n");
    }

    private static void Tell(PlantedCase planted, int seed, AuditReport report)
    {
        Console.WriteLine($"{planted} seed {seed}, {report.Dim} dimensions, kept {report.Metrics["directions_kept"]}");
        foreach (var f in report.Findings.Where(f => f.Severity != AuditSeverity.Info)) Console.WriteLine($"   {f.Id} {f.Severity} {f.Subject}: {f.Cause}. {f.Text} {f.Why}");
        foreach (var p in report.Probes) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      {p.Attribute,-10} skill {p.Features.Skill:F2} raw {p.Raw.Skill:F2} {string.Join(" ", p.References.Select(r => $"{r.Key} {r.Value.Skill:F2}"))} explained {p.Explained:F2} alike {p.Alike:F2} moved {p.Moved:F2} {p.Mover}"));
    }

    private static string Words(PlantedCase planted) => planted switch
    {
        PlantedCase.Healthy => "nothing (healthy)",
        PlantedCase.SubclassCollapse => "subclass collapse",
        PlantedCase.Bits => "suppressed by bits",
        PlantedCase.SmallDimension => "suppressed by a small dimension",
        _ => "suppressed by a weak augmentation",
    };

    private static void Time()
    {
        const int rows = 60_000, dim = 512, classes = 10;
        var random = new Random(1);
        float[] means = [.. Enumerable.Range(0, classes * dim).Select(_ => random.NextSingle() - 0.5f)];
        var values = new float[rows * dim];
        var labels = new long[rows];
        for (var r = 0; r < rows; r++)
        {
            labels[r] = random.Next(classes);
            for (var c = 0; c < dim; c++) values[(r * dim) + c] = means[(labels[r] * dim) + c] + (1.5f * (random.NextSingle() - 0.5f)) + (random.NextSingle() - 0.5f);
        }

        var watch = Stopwatch.StartNew();
        var last = 0.0;
        var step = "";
        Auditor.Run(new AuditInput { Features = new(values, rows, dim, labels) }, null, what =>
        {
            if (step.Length > 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {step}: {watch.Elapsed.TotalSeconds - last:F1} s"));
            (step, last) = (what, watch.Elapsed.TotalSeconds);
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} x {dim} with labels, {Tensors.Runtime.Threads} threads: {watch.Elapsed.TotalSeconds:F1} s"));
    }

    private static int Number(Dictionary<string, string> options, string name, int value) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : value;
}
