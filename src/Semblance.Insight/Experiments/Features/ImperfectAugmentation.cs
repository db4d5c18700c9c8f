using Semblance.Objectives.Features;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Augmentation that jitters the class feature removes it at any size of the embedding.</summary>
internal sealed class ImperfectAugmentation : Experiment
{
    public override string Id => "L7";

    public override string Title => "Augmentation that touches the class";

    public override string Source => "Xue et al. 2023, theorem 5.4 and lemma E.3";

    public override string Shows => "When every sample has an irrelevant feature of its own, any jitter along the class suppresses it whatever the dimension; without jitter it is learnt.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (id, first, second, learnsClass, learnsSubclass) in new[] { ("none", 0.0, 0.0, true, true), ("class", .1, 0, false, true), ("both", .1, .1, false, false), ("little", .01, .01, false, false) })
        {
            context.Step($"jitter: {id}");
            var linear = LinearCase.Of(FormattableString.Invariant($"dim=132,irrelevant=1(128),unique=true,noise=plane,rank=2,sigma=0.3,class-jitter={first},subclass-jitter={second}"), 32, 4, context.Seed);
            foreach (var dim in new[] { 8, 32, 128 })
            {
                var solution = FeatureSolver.Solve(linear.Moments, new FeatureSolverOptions { Dim = dim });
                var (ofClass, ofSubclass) = (solution.Strength(LinearCase.Class), solution.Strength(LinearCase.Subclass));
                rows.Add([Words.Of(first), Words.Of(second), $"{dim}", Words.Of(ofClass), Words.Of(ofSubclass), Words.Of(solution.Eigenvalues.Take(dim).Where(v => v > 1 - 1e-9).Sum(v => -v * v), 3)]);
                Judge(findings, $"{id}.{dim}.class", $"jitter {first} and {second}, {dim} dimensions: strength of the class", learnsClass, ofClass);
                Judge(findings, $"{id}.{dim}.subclass", $"jitter {first} and {second}, {dim} dimensions: strength of the subclass", learnsSubclass, ofSubclass);
            }
        }

        findings.Add(new Table("Strengths", "32 originals with an irrelevant feature each, 4 views. Squares are summed over directions that views share fully.", ["jitter of the class", "of the subclass", "dimensions", "class", "subclass", "loss of shared directions"], rows));
    }

    private static void Judge(Findings findings, string id, string text, bool learnt, double strength)
    {
        if (learnt) findings.Near(id, text + ", n phi / (n phi^2 + phi_k^2)", 32.0 / 33, strength, 1e-4);
        else findings.Below(id, text, 1e-8, strength);
    }
}
