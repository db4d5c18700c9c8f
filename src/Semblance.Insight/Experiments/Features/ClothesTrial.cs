using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Trains a recipe and probes what it learnt.</summary>
/// <param name="Accuracy">Of a probe for the ten kinds of clothes on the representation.</param>
/// <param name="Untrained">The same on the network before training.</param>
/// <param name="Bits">Mean accuracy of probes for the first bits; NaN without bits.</param>
/// <param name="Loss">Mean loss of the last epoch.</param>
internal sealed record ClothesTrial(double Accuracy, double Untrained, double Bits, double Loss)
{
    private const int Probed = 3000, ProbedBits = 3;

    /// <summary>Trials of all recipes with all seeds, by name: those that were kept, or new ones.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<ClothesTrial>> OfSeeds(ExperimentContext context, string experiment, IReadOnlyList<(string Name, ClothesRecipe Recipe)> recipes, SmallClothes train, SmallClothes test)
    {
        var (store, count) = (new TrialStore(context, experiment), context.Size(1, 3));
        var jobs = recipes.SelectMany(r => Enumerable.Range(0, count).Select(s => (Func<ClothesTrial>)(() => Kept(store, context, r.Name, r.Recipe, train, test, context.Seed + s))));
        var trials = SideBySide.Run([.. jobs]);
        return recipes.Select((r, k) => (r.Name, Trials: (IReadOnlyList<ClothesTrial>)[.. trials.Skip(k * count).Take(count)])).ToDictionary(r => r.Name, r => r.Trials);
    }

    private static ClothesTrial Kept(TrialStore store, ExperimentContext context, string name, ClothesRecipe recipe, SmallClothes train, SmallClothes test, long seed) =>
        store.Of($"{name} {seed}", $"{recipe.Words} {train.Count} {test.Count} {seed}", () => Run(context, name, recipe, train, test, seed));

    private static ClothesTrial Run(ExperimentContext context, string name, ClothesRecipe recipe, SmallClothes train, SmallClothes test, long seed)
    {
        using var rng = new Rng(seed + 500);
        var (bits, testBits) = (ClothesMoments.Bits(rng, train.Count, recipe.Bits.Count), ClothesMoments.Bits(rng, test.Count, recipe.Bits.Count));
        var known = train.First(Math.Min(Probed, train.Count));
        int[] first = [.. Enumerable.Range(0, known.Count)];
        var (clean, fresh) = (recipe.Bits.Clean(known.Pixels, ScaledProbe.Select(bits, first)), recipe.Bits.Clean(test.Pixels, testBits));
        using var network = new ClothesNetwork(recipe, seed);
        var untrained = ScaledProbe.Accuracy(network.Embed(clean), known.Fine, network.Embed(fresh), test.Fine, 1);
        network.Train(train.Pixels, train.Fine, bits, seed + 1, epoch => context.Step($"{name}, seed {seed}, epoch {epoch} of {recipe.Epochs}"));
        var (z, zTest) = (network.Embed(clean), network.Embed(fresh));
        var ofBits = Enumerable.Range(0, Math.Min(ProbedBits, recipe.Bits.Count)).Select(b => ScaledProbe.Accuracy(z, Column(bits, b, known.Count), zTest, Column(testBits, b, test.Count), 1)).DefaultIfEmpty(double.NaN).Average();
        return new ClothesTrial(ScaledProbe.Accuracy(z, known.Fine, zTest, test.Fine, 1), untrained, ofBits, network.Loss);
    }

    /// <summary>The mean over seeds.</summary>
    internal static ClothesTrial Mean(IReadOnlyList<ClothesTrial> trials) =>
        new(trials.Average(t => t.Accuracy), trials.Average(t => t.Untrained), trials.Average(t => t.Bits), trials.Average(t => t.Loss));

    private static int[] Column(Matrix bits, int column, int rows) => [.. Enumerable.Range(0, rows).Select(i => bits[i, column] > 0 ? 1 : 0)];
}
