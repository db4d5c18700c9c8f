using Semblance.Insight.Evaluation;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Logistic regression that sees how strong directions are: the embedding is centred and divided by one number, never column by column.</summary>
/// <remarks>docs/theory/features.md: a probe that whitens finds a subclass in a thousandth of an embedding's length and calls a collapsed one healthy.</remarks>
internal static class ScaledProbe
{
    private static readonly Lbfgs Solver = new() { MaxIterations = 1000, GradientTolerance = 1e-6, ValueTolerance = 1e-9 };

    /// <summary>Accuracy on test rows.</summary>
    /// <param name="train">Embedding, [rows, dim].</param>
    /// <param name="labels">Class of each row, from 0.</param>
    /// <param name="test">Embedding of other rows.</param>
    /// <param name="wanted">Class of each of them.</param>
    /// <param name="strength">Weight of the data against the penalty, as scikit-learn's C.</param>
    internal static double Accuracy(Matrix train, int[] labels, Matrix test, int[] wanted, double strength)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var known = train.ToTensor();
        var mean = known.Mean(0, true);
        var centred = known - mean;
        var scale = Math.Sqrt(centred.Square().Mean().Item());
        if (scale < 1e-300) scale = 1;
        var classes = Math.Max(labels.Max(), wanted.Max()) + 1;
        // Two vectors share what one would carry: with two classes the same penalty needs twice the factor.
        var penalty = (classes == 2 ? 2 : 1) / (strength * labels.Length);
        var fit = LogisticRegression.Fit(centred * (1 / scale), labels, classes, penalty, Solver);
        var guessed = LogisticRegression.Predict((test.ToTensor() - mean) * (1 / scale), fit.Point, classes);
        return guessed.Zip(wanted, (g, w) => g == w ? 1.0 : 0).Average();
    }

    /// <summary>The mean over two halves of the rows, each predicted from the other.</summary>
    internal static double Halves(Matrix rows, int[] labels, double strength, Rng rng)
    {
        var order = Spectral.Draw.Order(rng, rows.Rows);
        int[] first = order[..(rows.Rows / 2)], second = order[(rows.Rows / 2)..];
        var (a, b) = (Select(rows, first), Select(rows, second));
        int[] x = Array.ConvertAll(first, i => labels[i]), y = Array.ConvertAll(second, i => labels[i]);
        return (Accuracy(a, x, b, y, strength) + Accuracy(b, y, a, x, strength)) / 2;
    }

    internal static Matrix Select(Matrix rows, int[] which)
    {
        var result = new Matrix(which.Length, rows.Columns);
        for (var i = 0; i < which.Length; i++) rows.Row(which[i]).CopyTo(result.Row(i));
        return result;
    }
}
