using System.Globalization;
using System.Text;
using Semblance.Insight.Audit;
using Semblance.Insight.Audit.Planted;
using Semblance.Training.Runs;

namespace Semblance.Bench;

/// <summary>The audit on encoders of FashionMNIST of which is known what they lost.</summary>
/// <remarks>Arguments: <c>seeds=3</c>, <c>first=0</c>, <c>epochs=8</c> of the networks, <c>run=RUN</c> for a well-trained run (nothing alarming is expected), <c>only=TEXT</c> in the name of a case, <c>page=docs/audit.md</c>, <c>data=FOLDER</c>, <c>tell</c> for every miss.</remarks>
internal static class ClothesBench
{
    internal static void Run(string[] arguments)
    {
        var options = arguments.Where(a => a.Contains('=', StringComparison.Ordinal)).Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1]);
        var (seeds, first, epochs) = (Number(options, "seeds", 3), Number(options, "first", 0), Number(options, "epochs", 8));
        var cases = new ClothesCases(options.GetValueOrDefault("data"));
        var table = new StringBuilder("| encoder | expected | audits | right | alarms | what was alarmed about |\n|---|---|---:|---:|---:|---|\n");
        foreach (var one in cases.ClosedForms().Concat(cases.Networks(epochs)).Where(c => !options.TryGetValue("only", out var only) || c.Name.Contains(only, StringComparison.Ordinal)))
        {
            table.Append(Row(one, Enumerable.Range(first, seeds).Select(s => Auditor.Run(one.Make(s), new AuditOptions { Seed = s })), arguments.Contains("tell")));
            Console.WriteLine(table.ToString().Split('\n')[^2]);
        }

        if (options.TryGetValue("run", out var run))
        {
            var one = new ClothesCase("network of `make demo`", null, [], _ => AuditRun.Open(RunFolder.Open(run), new AuditRunOptions { DataRoot = options.GetValueOrDefault("data") }));
            table.Append(Row(one, [Auditor.Run(one.Make(0))], arguments.Contains("tell")));
            Console.WriteLine(table.ToString().Split('\n')[^2]);
        }

        if (options.TryGetValue("page", out var page)) AdviceTable.Write(page, table.ToString(), "clothes");
    }

    private static string Row(ClothesCase one, IEnumerable<AuditReport> reports, bool tell)
    {
        var (audits, right, alarms, named) = (0, 0, 0, new Dictionary<string, int>());
        foreach (var report in reports)
        {
            var found = ClothesCase.Alarms(report).ToList();
            audits++;
            right += one.IsRight(report) ? 1 : 0;
            alarms += found.Count > 0 ? 1 : 0;
            foreach (var name in found.Select(f => $"{f.Id} of {f.Subject}: {f.Cause}").Distinct()) named[name] = named.GetValueOrDefault(name) + 1;
            if (tell && !one.IsRight(report)) Tell(one, report);
        }

        return string.Create(CultureInfo.InvariantCulture, $"| {one.Name} | {one.Expected ?? "nothing"} | {audits} | {right} | {alarms} | {string.Join(", ", named.OrderByDescending(n => n.Value).Select(n => $"{n.Key} ({n.Value})"))} |\n");
    }

    private static void Tell(ClothesCase one, AuditReport report)
    {
        Console.WriteLine($"{one.Name}: {report.Dim} dimensions, kept {report.Metrics["directions_kept"]}");
        foreach (var f in report.Findings) Console.WriteLine($"   {f.Severity} {f.Id} {f.Subject}: {f.Cause}. {f.Text} {f.Why}");
        foreach (var p in report.Probes) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      {p.Attribute,-10} skill {p.Features.Skill:F2} raw {p.Raw.Skill:F2} {string.Join(" ", p.References.Select(r => $"{r.Key} {r.Value.Skill:F2}"))} explained {p.Explained:F2} alike {p.Alike:F2}"));
    }

    private static int Number(Dictionary<string, string> options, string name, int value) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : value;
}
