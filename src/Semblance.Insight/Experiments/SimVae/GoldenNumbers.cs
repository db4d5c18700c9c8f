using Semblance.Objectives;
using Semblance.Objectives.Generative;
using Semblance.Objectives.SimVae;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.SimVae;

/// <summary>Numbers that a right implementation must give, to the digits printed.</summary>
internal sealed class GoldenNumbers : Experiment
{
    public override string Id => "V1";

    public override string Title => "Golden numbers";

    public override string Source => "Bizeul et al. 2024, the evidence bound of a group and the released code's terms, worked out by hand in float64";

    public override string Shows => "Group prior, its released form with gradients, expectations under posteriors, divergences, and the losses of the compared methods.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        Tensor[] group = [Rows(1, 2), Rows(3, 0)];
        double LogDensity(double within, double between)
        {
            var prior = new GroupPrior(within, between);
            return -prior.Energy(group, null).Item() - prior.Normaliser(2, 2);
        }

        findings.Near("marginal", "log density of the views (1, 2), (3, 0) with content integrated out", [-18.3051146618, -9.8988976841], [LogDensity(0.15, 0.925), LogDensity(0.5, 1)], 5e-11);
        Batch(findings);
        Posteriors(findings);
        Compared(findings);
    }

    private static void Batch(Findings findings)
    {
        Tensor[] views = [Rows(1, 2, 0, -1), Rows(3, 0, 2, 1)];
        foreach (var view in views) view.RequiresGradient = true;
        using var objective = Methods.Create("simvae", [new("weighting", "released")], new ObjectiveContext(2, 0, null));
        var total = objective.Terms(new ViewEmbeddings(views)).Total;
        findings.Near("batch", "released prior of a batch of two groups", 29.6666666667, total.Item(), 5e-11);
        double[] expected = [-5.666667, 7.166667, -6.166667, -6.666667, 7.666667, -6.166667, 7.166667, 6.666667];
        findings.Near("gradient", "its gradient for both views", expected, [.. Gradients.Of(total, views).SelectMany(g => g.ToArray<double>())], 5e-7);
    }

    private static void Posteriors(Findings findings)
    {
        Posterior[] q = [new(Rows(0.5, -1), Rows(-1, -2)), new(Rows(1.5, 0), Rows(-3, 0))];
        Tensor[] means = [.. q.Select(p => p.Mean)], variances = [.. q.Select(p => p.Variance)];
        var prior = new GroupPrior(0.15, GroupPrior.ReleasedBetween(0.15, 2));
        findings.Near(
            "moments", "expected scatter, squared centre and energy of the released prior under two posteriors", [1.7765008964, 1.6382504482, 6.7407948787],
            [prior.Scatter(means, variances).Item(), GroupPrior.CentreSquare(means, variances).Item(), prior.Energy(means, variances).Item()], 5e-11);
        findings.Near("entropy", "entropy of the posteriors, and as the first released code has it", [2.6757541328, -1], [q.Sum(p => p.Entropy.Item()), q.Sum(p => p.ReleasedEntropy.Item())], 5e-11);
        findings.Near(
            "divergence", "KL(q1 || q0), KL(q0 || q1), and from N(0, I)", [7.8158646548, 13.3049641527, 3.5265008964],
            [q[1].From(q[0]).Item(), q[0].From(q[1]).Item(), q.Sum(p => p.FromStandard.Item())], 5e-11);
    }

    private static void Compared(Findings findings)
    {
        Tensor[] views = [Rows(1, 0, 0, 2, -1, 1), Rows(2, 1, 1, 3, -2, 0)];
        double Loss(string method, string option, string value)
        {
            using var objective = Methods.Create(method, [new(option, value)], new ObjectiveContext(2, 0, null));
            return objective.Terms(new ViewEmbeddings(views)).Total.Item();
        }

        findings.Near("simclr", "NT-Xent of three pairs, temperature .5", 0.7166481760, Loss("simclr", "temperature", "0.5"), 5e-11);
        findings.Near("vicreg", "VICReg 25/25/1 of the same pairs", 28.6111111, Loss("vicreg", "invariance", "25"), 5e-7);
    }

    private static Tensor Rows(params double[] values) => Tensor.From(values, values.Length / 2, 2);
}
