using System.Diagnostics;
using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments;

/// <summary>Runs the experiments of a paper.</summary>
public static class PaperRunner
{
    /// <summary>Runs those that are asked for, one after the other. One that breaks off counts as a failed claim; the others still run.</summary>
    /// <param name="paper">The paper.</param>
    /// <param name="options">What to run and how.</param>
    /// <param name="progress">Told the number of experiments done, of all, and what is being done.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="RequestException">An experiment the paper does not have.</exception>
    public static PaperResult Run(Paper paper, ReproduceOptions options, Action<int, int, string>? progress = null, CancellationToken cancellation = default)
    {
        var chosen = Chosen(paper, options);
        var results = new List<ExperimentResult>();
        foreach (var experiment in chosen)
        {
            var context = new ExperimentContext(options, step => progress?.Invoke(results.Count, chosen.Count, $"{experiment.Id}: {step}"), cancellation);
            context.Step(experiment.Title);
            results.Add(Run(experiment, context));
        }

        return new PaperResult(paper, options, results);
    }

    /// <summary>Refuses ids that no experiment of the papers has.</summary>
    /// <exception cref="RequestException">An unknown id.</exception>
    public static void Check(IReadOnlyList<Paper> papers, IReadOnlyList<string> only)
    {
        var known = papers.SelectMany(p => p.Experiments).Select(e => e.Id).Distinct().ToList();
        foreach (var id in only.Where(id => !known.Contains(id, StringComparer.OrdinalIgnoreCase))) throw Suggestion.Unknown("experiment", id, known);
    }

    internal static ExperimentResult Run(Experiment experiment, ExperimentContext context)
    {
        var findings = new Findings(experiment.Id);
        var watch = Stopwatch.StartNew();
        try
        {
            using var scope = new TensorScope();
            experiment.Run(context, findings);
        }
        catch (Exception e) when (e is RequestException or RunException or TorchException or IOException)
        {
            findings.Holds("finished", "the experiment runs to its end", "it does", e.Message.ReplaceLineEndings(" "), false);
        }

        return new ExperimentResult(experiment, findings, watch.Elapsed.TotalSeconds);
    }

    private static List<Experiment> Chosen(Paper paper, ReproduceOptions options) =>
        [.. paper.Experiments.Where(e => options.Only.Count == 0 || options.Only.Contains(e.Id, StringComparer.OrdinalIgnoreCase))];
}
