using Semblance.Training.Monitor;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>The collapse monitor against trainings spoilt on purpose.</summary>
internal sealed class PlantedFaults : Experiment
{
    /// <summary>Thresholds and order were chosen on seeds from 10,000, and once more after seeds from 100; these are others.</summary>
    private const int FirstSeed = 500;

    public override string Id => "M";

    public override string Title => "The collapse monitor on planted faults";

    public override string Source => "Ours: small trainings of real networks and losses on drawn data; options and sizes of each are drawn from its seed";

    public override string Shows => "The first alert of the last look names what was done to the training, and healthy trainings raise none.";

    internal override void Run(ExperimentContext context, Findings findings) => Run(context, findings, Fault.All, context.Size(1, 20));

    internal static void Run(ExperimentContext context, Findings findings, IReadOnlyList<Fault> faults, int seeds)
    {
        var (rows, right, planted, alarms, healthy) = (new List<IReadOnlyList<string>>(), 0, 0, 0, 0);
        foreach (var fault in faults)
        {
            var answers = new List<(MonitorCause? Named, bool Alarm)>();
            for (var k = 0; k < seeds; k++)
            {
                context.Step($"{fault.Name}, {k + 1} of {seeds}");
                answers.Add(Answer(fault.Draw(FirstSeed + (int)context.Seed + k).Train()));
            }

            var good = answers.Count(a => a.Named == fault.Cause);
            if (fault.Cause is null) (healthy, alarms) = (healthy + seeds, alarms + answers.Count(a => a.Alarm));
            else (planted, right) = (planted + seeds, right + good);
            var others = answers.Where(a => a.Named != fault.Cause).GroupBy(a => Word(a.Named)).Select(g => $"{g.Count()} {g.Key}");
            rows.Add([fault.Name, Word(fault.Cause), $"{good} of {seeds}", string.Join(", ", others), fault.Cause is null ? $"{answers.Count(a => a.Alarm)}" : ""]);
        }

        if (planted > 0) findings.Between("named", "share of planted faults whose cause is the first alert of the last look", 0.95, 1, (double)right / planted, $"{right} of {planted}");
        if (healthy > 0) findings.AtMost("alarms", "share of healthy trainings with any alert in any look", 0.05, (double)alarms / healthy, $"{alarms} of {healthy}");
        findings.Add(new Table("Planted faults", "Each row: trainings of 240 steps with as many seeds, looked at before training and six times after.", ["planted", "cause to name", "named rightly", "named otherwise", "with any alert"], rows));
    }

    /// <summary>What the last look names first, and whether any look raised an alert.</summary>
    internal static (MonitorCause? Named, bool Alarm) Answer(List<MonitorRecord> looks) =>
        (looks[^1].Findings.FirstOrDefault(f => f.IsAlert)?.Cause, looks.Any(l => l.Findings.Any(f => f.IsAlert)));

    private static string Word(MonitorCause? cause) => cause switch
    {
        null => "none",
        MonitorCause.RankCollapse => "rank collapse",
        MonitorCause.ConstantOutput => "constant output",
        MonitorCause.DeadUnits => "dead units",
        MonitorCause.StrongInvariance => "invariance too strong",
        MonitorCause.ViewsDisagree => "views disagree",
        MonitorCause.SmallEmbedding => "embedding too small",
        _ => "too early",
    };
}
