using Semblance.Numerics;
using Semblance.Objectives.Generative;
using Semblance.Tensors;

namespace Semblance.Objectives.SimVae;

/// <summary>The evidence bound of a SimVAE with linear encoder and decoder on normal data, exactly, without samples: where the energy identity can be seen to all digits.</summary>
/// <remarks>Posterior N(E x, diag exp(log variance)), decoder W z, noise variance 1 / weight; everything is a function of the covariances of views.</remarks>
internal sealed class LinearBound(Matrix total, Matrix cross, int views, int latent, LatentPrior prior, double weight, double entropyWeight)
{
    private readonly int _dim = total.Rows;

    /// <summary>Descends from small random weights to a stationary point.</summary>
    /// <returns>The energy of the prior, mean over groups, at that point, and the largest gradient left.</returns>
    internal (double Energy, double Gradient) Solve(int seed)
    {
        var random = new Random(seed);
        var start = new double[(2 * latent * _dim) + latent];
        for (var k = 0; k < 2 * latent * _dim; k++) start[k] = random.NextDouble() - 0.5;
        var found = new Lbfgs { MaxIterations = 5000, GradientTolerance = 1e-11, ValueTolerance = 0 }.Minimise(Value, start).Point;
        var gradient = new double[start.Length];
        Value(found, gradient);
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        return (Terms(Tensor.From(found, found.Length)).Energy.Item(), gradient.Max(Math.Abs));
    }

    private double Value(double[] point, double[] gradient)
    {
        using var scope = new TensorScope();
        var parameters = Tensor.From(point, point.Length);
        parameters.RequiresGradient = true;
        var loss = Terms(parameters).Loss;
        Gradients.Of(loss, [parameters])[0].ToArray<double>().CopyTo(gradient, 0);
        return loss.Item();
    }

    private (Tensor Loss, Tensor Energy) Terms(Tensor parameters)
    {
        long size = latent * _dim;
        Tensor encoder = parameters.Narrow(0, 0, size).Reshape(latent, _dim), decoder = parameters.Narrow(0, size, size).Reshape(_dim, latent), logs = parameters.Narrow(0, 2 * size, latent);
        Tensor t = total.ToTensor(), variances = logs.Exp();
        var map = Tensor.Eye(_dim, ElementType.Float64) - decoder.MatMul(encoder);
        var reconstruction = ((map.MatMul(t) * map).Sum() + (decoder.Square() * variances).Sum()) * (0.5 * weight * views);
        var entropy = logs.Sum() * (0.5 * views * entropyWeight);
        var energy = Energy(encoder, t, variances);
        return (reconstruction - entropy + energy, energy);
    }

    /// <summary>Mean energy over groups: that of the factors of the latent covariance, one column for each direction of the stacked views, plus that of the variances.</summary>
    private Tensor Energy(Tensor encoder, Tensor t, Tensor variances)
    {
        // Views scatter about their mean with covariance T - C, and sum / J has (T + (J - 1) C) / J: a pair of scalings of independent vectors.
        var c = cross.ToTensor();
        var sum = (encoder.MatMul(t + (c * (views - 1.0))) * encoder).Sum();
        var contrast = (encoder.MatMul(t - c) * encoder).Sum();
        var (within, between) = prior.Spread;
        if (prior is StandardPrior) return (sum + (contrast * (views - 1.0)) + (variances.Sum() * (double)views)) * 0.5;
        var pull = (contrast + variances.Sum()) * ((views - 1) * 0.5 / within);
        return between is not { } b ? pull : pull + ((sum + variances.Sum()) * (0.5 / (within + (views * b))));
    }
}
