using Semblance.Insight.Evaluation;
using Semblance.Insight.Experiments;
using Semblance.Insight.Experiments.Features;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Features;
using Semblance.Tensors;
using Moments = Semblance.Objectives.Features.FeatureMoments;
using Draw = Semblance.Insight.Experiments.Spectral.Draw;

namespace Semblance.Insight.Audit.Planted;

/// <summary>Encoders of small FashionMNIST pictures with planted losses: closed forms with coarse labels or random bits, and networks trained with bits.</summary>
internal sealed class ClothesCases(string? dataRoot)
{
    private const int Training = 6000, Audited = 3000, Bits = 10;

    internal IEnumerable<ClothesCase> ClosedForms()
    {
        yield return new("closed form, coarse labels, supervised, 32 dimensions", Causes.Supervised, ["fine"], s => Coarse(s, 1));
        yield return new("closed form, coarse labels, joint .9", null, [], s => Coarse(s, .9));
        yield return new("closed form, coarse labels, joint .5", null, [], s => Coarse(s, .5));
        yield return new("closed form, no labels, 32 dimensions", null, [], s => Coarse(s, 0));
        yield return new("closed form, 10 bits, 11 dimensions", Causes.Shortcut, ["labels"], s => WithBits(s, 0, 11));
        yield return new("closed form, 10 bits, 16 dimensions", Causes.Shortcut, ["labels"], s => WithBits(s, 0, 16));
        yield return new("closed form, 10 bits, 64 dimensions", null, [], s => WithBits(s, 0, 64));
        yield return new("closed form, 10 bits flipped with .5, 32 dimensions", null, [], s => WithBits(s, .5, 32));
    }

    internal IEnumerable<ClothesCase> Networks(int epochs)
    {
        var recipe = new ClothesRecipe { Epochs = epochs };
        yield return new("network, no bits", null, [], s => Network(s, recipe));
        yield return new("network, 10 bits", Causes.Shortcut, ["labels"], s => Network(s, recipe with { Bits = new BitPlan { Count = Bits } }));
        yield return new("network, 15 bits", Causes.Shortcut, ["labels"], s => Network(s, recipe with { Bits = new BitPlan { Count = 15 } }));
        yield return new("network, 10 bits flipped with .5", null, [], s => Network(s, recipe with { Bits = new BitPlan { Count = Bits, Flip = .5 } }));
    }

    private AuditInput Coarse(int seed, double weight)
    {
        var (train, test) = Open(seed);
        var moments = ClothesMoments.Of(train, 1, null, 0, seed);
        return ClosedForm(seed, moments, weight, 32, test, null, 0, test.Coarse) with { Attributes = [Trait("fine", test.Fine)] };
    }

    private AuditInput WithBits(int seed, double flip, int dim)
    {
        var (train, test) = Open(seed);
        using var rng = new Rng(seed + 7);
        var (bits, ofTest) = (ClothesMoments.Bits(rng, train.Count, Bits), ClothesMoments.Bits(rng, test.Count, Bits));
        var moments = ClothesMoments.Of(train, 1, bits, flip, seed);
        return ClosedForm(seed, moments, 0, dim, test, ofTest, flip, test.Fine) with { Attributes = OfBits(ofTest) };
    }

    private static AuditInput ClosedForm(int seed, Moments moments, double weight, int dim, SmallClothes test, Matrix? bits, double flip, int[] labels)
    {
        using var rng = new Rng(seed + 11);
        var solved = FeatureSolver.Solve(moments, new FeatureSolverOptions { Dim = dim, Weight = weight, Ridge = 1e-4 });

        // Any rotation is as good an optimum; the principal axes are the one that no training would end at.
        var solution = new FeatureSolution(solved.Eigenvalues, Turn(dim, seed).Times(solved.Weights), solved.Directions);
        var clean = ClothesMoments.Clean(test, bits);
        var untrained = new FeatureSolution([], Draw.Normal(rng, dim, clean.Columns), new Matrix(clean.Columns, 0));
        var maker = new ClothesViews(1);
        Matrix View() => ClothesMoments.Clean(test with { Pixels = maker.Draw(rng, test.Pixels) }, bits is null ? null : ClothesMoments.Flipped(rng, bits, flip));
        var (first, second) = (View(), View());
        return Input(test.Count, labels, solution.Transform(clean), untrained.Transform(clean), clean, [(solution.Transform(first), solution.Transform(second)), (untrained.Transform(first), untrained.Transform(second)), (first, second)]);
    }

    private static Matrix Turn(int dim, int seed)
    {
        using var scope = new TensorScope();
        return Matrix.From(PlantedEncoder.Turn(dim, seed));
    }

    private AuditInput Network(int seed, ClothesRecipe recipe)
    {
        var (train, test) = Open(seed);
        using var rng = new Rng(seed + 500);
        var (bits, ofTest) = (ClothesMoments.Bits(rng, train.Count, recipe.Bits.Count), ClothesMoments.Bits(rng, test.Count, recipe.Bits.Count));
        var clean = recipe.Bits.Clean(test.Pixels, ofTest);
        var maker = new ClothesViews(1);
        var (first, second) = (recipe.Bits.View(rng, maker, test.Pixels, ofTest), recipe.Bits.View(rng, maker, test.Pixels, ofTest));
        using var network = new ClothesNetwork(recipe, seed);
        (Matrix, Matrix) Seen() => (network.Embed(first), network.Embed(second));
        var (before, viewsBefore) = (network.Embed(clean), Seen());
        network.Train(train.Pixels, train.Fine, bits, seed + 1, _ => { });
        return Input(test.Count, test.Fine, network.Embed(clean), before, clean, [Seen(), viewsBefore, (first, second)]) with { Attributes = OfBits(ofTest), IsOwnBaseline = true };
    }

    private static AuditInput Input(int rows, int[] labels, Matrix features, Matrix baseline, Matrix inputs, (Matrix First, Matrix Second)[] views)
    {
        FeatureSet Set(Matrix m, bool isLabelled = false) => new([.. m.Values.Select(v => (float)v)], rows, m.Columns, isLabelled ? Array.ConvertAll(labels, y => (long)y) : null);
        AuditViews Views(int k) => new(Set(views[k].First), Set(views[k].Second), [], [], []);
        return new AuditInput { Features = Set(features, true), Baseline = Set(baseline), Inputs = Set(inputs), Views = Views(0), BaselineViews = Views(1), InputViews = Views(2) };
    }

    private static IReadOnlyList<AuditTrait> OfBits(Matrix bits) =>
        [.. Enumerable.Range(0, bits.Columns).Select(b => Trait($"bit-{b}", [.. Enumerable.Range(0, bits.Rows).Select(i => bits[i, b] > 0 ? 1 : 0)]))];

    private static AuditTrait Trait(string name, int[] values) => AuditTrait.Categorical(name, [.. values.Select(v => (long)v)]);

    private (SmallClothes Train, SmallClothes Test) Open(int seed)
    {
        var context = new ExperimentContext(new ReproduceOptions { Seed = seed, DataRoot = dataRoot }, _ => { }, default);
        return SmallClothes.Open(context, new Findings("clothes"), Training, Audited) ?? throw new InvalidOperationException("FashionMNIST was not found; `semblance datasets` tells where it is looked for");
    }
}
