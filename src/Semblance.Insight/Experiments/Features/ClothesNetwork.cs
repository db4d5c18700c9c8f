using System.Globalization;
using Semblance.Networks;
using Semblance.Networks.Layers;
using Semblance.Networks.Optimisers;
using Semblance.Numerics;
using Semblance.Objectives;
using Semblance.Options;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>A small fully connected network on small pictures, trained with the product's own objectives and optimiser.</summary>
internal sealed class ClothesNetwork : IDisposable
{
    private const int Classes = 10;
    private readonly ClothesRecipe _recipe;
    private readonly Sequential _encoder, _head;
    private readonly IObjective _objective;

    internal ClothesNetwork(ClothesRecipe recipe, long seed)
    {
        _recipe = recipe;
        using var rng = new Rng(seed);
        _encoder = new Sequential(Hidden(rng, recipe.Bits.Dim, recipe.Sizes, recipe.Head == 0 ? recipe.Out : 0));
        _head = new Sequential(recipe.Head == 0 ? [] : Hidden(rng, recipe.Sizes[^1], [recipe.Head], recipe.Out));
        _objective = Methods.Create(recipe.Method, Options(recipe), new ObjectiveContext(recipe.Out, Classes, rng));
    }

    /// <summary>Mean loss of the last epoch.</summary>
    internal double Loss { get; private set; }

    public void Dispose()
    {
        _encoder.Dispose();
        _head.Dispose();
        _objective.Dispose();
    }

    /// <summary>Trains on fresh views of all pictures.</summary>
    /// <param name="pictures">[n, 196].</param>
    /// <param name="labels">Class of each, for methods that want them.</param>
    /// <param name="bits">-1 or 1, [n, bits].</param>
    /// <param name="seed">Of order and views.</param>
    /// <param name="epoch">Told after every epoch, from 1; may embed.</param>
    internal void Train(Matrix pictures, int[] labels, Matrix bits, long seed, Action<int> epoch)
    {
        using var rng = new Rng(seed);
        using var optimiser = Optimisers.Create("adamw", new OptimiserOptions { LearningRate = 1e-3, WeightDecay = 1e-4 }, Parameters());
        var views = _recipe.Strength is { } strength ? new ClothesViews(strength) : null;
        for (var number = 1; number <= _recipe.Epochs; number++)
        {
            var (order, sum, batches) = (Spectral.Draw.Order(rng, pictures.Rows), 0.0, 0);
            for (var start = 0; start + _recipe.Batch <= order.Length; start += _recipe.Batch, batches++)
            {
                var rows = order.AsSpan(start, _recipe.Batch).ToArray();
                sum += Step(optimiser, rng, views, ScaledProbe.Select(pictures, rows), ScaledProbe.Select(bits, rows), Array.ConvertAll(rows, i => (long)labels[i]));
            }

            Loss = sum / batches;
            epoch(number);
        }
    }

    /// <summary>Representations, [rows, size].</summary>
    /// <param name="inputs">[rows, dim].</param>
    /// <param name="embedding">Whether the head follows.</param>
    internal Matrix Embed(Matrix inputs, bool embedding = false)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        _encoder.Train(false);
        _head.Train(false);
        var z = _encoder.Forward(inputs.ToTensor().To(ElementType.Float32));
        var result = Matrix.From(embedding ? _head.Forward(z) : z);
        _encoder.Train();
        _head.Train();
        return result;
    }

    private double Step(Optimiser optimiser, Rng rng, ClothesViews? views, Matrix pictures, Matrix bits, long[] labels)
    {
        using var scope = new TensorScope();
        var (first, second) = (_recipe.Bits.View(rng, views, pictures, bits), _recipe.Bits.View(rng, views, pictures, bits));
        var inputs = Tensor.Cat([first.ToTensor(), second.ToTensor()]).To(ElementType.Float32);
        var z = _head.Forward(_encoder.Forward(inputs));
        var loss = _objective.Terms(new ViewEmbeddings(z.Split(pictures.Rows), null, Tensor.From(labels, labels.Length))).Total;
        optimiser.ZeroGradient();
        Gradients.Backward(loss);
        optimiser.Step();
        return loss.Item();
    }

    private List<KeyValuePair<string, Tensor>> Parameters()
    {
        var all = new List<KeyValuePair<string, Tensor>>();
        foreach (var (prefix, part) in new (string, Module?)[] { ("encoder", _encoder), ("head", _head), ("objective", _objective.Parts) })
        {
            if (part is not null) all.AddRange(part.Parameters.Select(p => KeyValuePair.Create($"{prefix}.{p.Key}", p.Value)));
        }

        return all;
    }

    private static IEnumerable<KeyValuePair<string, string>> Options(ClothesRecipe recipe)
    {
        var known = OptionSet.Describe(Methods.Named(recipe.Method).OptionsType).Select(o => o.Name).ToList();
        if (known.Contains("temperature")) yield return new("temperature", recipe.Temperature.ToString(CultureInfo.InvariantCulture));
        if (known.Contains("perturbation")) yield return new("perturbation", recipe.Perturbation.ToString(CultureInfo.InvariantCulture));
        if (recipe.Method == "joint") yield return new("form", recipe.Form);
        if (known.Contains("weight")) yield return new("weight", recipe.Weight.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Linear layers with normalisation and ReLU, then a linear layer of the last size where that is not 0.</summary>
    private static List<Module> Hidden(Rng rng, int input, int[] sizes, int last)
    {
        var layers = new List<Module>();
        foreach (var size in sizes)
        {
            layers.AddRange([new Linear(input, size, rng, bias: false), new BatchNorm1d(size), new Relu(inPlace: true)]);
            input = size;
        }

        if (last > 0) layers.Add(new Linear(input, last, rng));
        return layers;
    }
}
