using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Features;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Two training dogs and two test dogs: which encoder of equal loss forgets the breed?</summary>
internal sealed class ToyExample : Experiment
{
    public override string Id => "L1";

    public override string Title => "Two dogs";

    public override string Source => "Xue et al. 2023, slides of the project page (their least-norm vector is only illustrative; the true one is used)";

    public override string Shows => "Two encoders put both training rows at the same place; on test rows one still tells the breeds apart, the shortest does not.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var train = new Matrix(2, 8, [1, 1, .4, 0, 0, 0, 0, 0, 1, -1, 0, .4, 0, 0, 0, 0]);
        var test = new Matrix(2, 8, [1, 1, 0, 0, .4, 0, 0, 0, 1, -1, 0, 0, 0, .4, 0, 0]);
        var other = new Matrix(8, 1, [.5, 1, -2.5, 2.5, 0, 0, 0, 0]);
        var mean = new Matrix(1, 8, [.. Enumerable.Range(0, 8).Select(k => (train[0, k] + train[1, k]) / 2)]);
        var moments = new FeatureMoments(train.TransposeTimes(train).Scaled(.5), train.TransposeTimes(train).Scaled(.5), mean.TransposeTimes(mean));
        var weights = FeatureSolver.Solve(moments, new FeatureSolverOptions { Dim = 1, Weight = 1 }).Weights;
        // The loss puts rows at 1, the slides at 1/2; the sign is free.
        var half = weights.Scaled(Math.Sign(weights[0, 0]) / 2.0).Transpose();
        findings.Near("other.train", "an encoder that remembers the breed, training rows", [.5, .5], train.Times(other).Values, 1e-12);
        findings.Near("other.test", "the same on test rows: breeds apart", [1.5, -.5], test.Times(other).Values, 1e-12);
        findings.Near("least.weights", "the shortest encoder of the same training values", [.462963, 0, .092593, .092593], half.Values[..4], 1e-6);
        findings.Near("least.norm", "its squared length", .231481, half.InnerProduct(half), 1e-6);
        findings.Near("least.test", "on test rows: breeds at one place", [.462963, .462963], test.Times(half).Values, 1e-6);
    }
}
