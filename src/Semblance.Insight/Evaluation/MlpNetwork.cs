using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>x -> ReLU(x W1' + b1) W2' + b2 with its gradient written out and AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101).</summary>
/// <remarks>Lives in the tensor scope it was made in. Weights start uniform in +-1/sqrt(inputs), intercepts at 0 and without decay.</remarks>
internal sealed class MlpNetwork
{
    private static readonly Operator Divide = Operator.Named("addcdiv_");
    private static readonly Operator Square = Operator.Named("addcmul_");
    private readonly EvaluationOptions _options;
    private readonly Tensor[] _parameters;
    private readonly Tensor[] _first;
    private readonly Tensor[] _second;
    private readonly Tensor[] _best;
    private int _steps;

    internal MlpNetwork(Rng rng, int inputs, int hidden, int classes, EvaluationOptions options)
    {
        _options = options;
        _parameters = [Start(rng, hidden, inputs), Tensor.Zeros([hidden]), Start(rng, classes, hidden), Tensor.Zeros([classes])];
        _first = Array.ConvertAll(_parameters, Tensor.ZerosLike);
        _second = Array.ConvertAll(_parameters, Tensor.ZerosLike);
        _best = Array.ConvertAll(_parameters, p => p.Clone());
    }

    /// <summary>W1 [hidden, inputs], b1 [hidden], W2 [classes, hidden], b2 [classes].</summary>
    internal IReadOnlyList<Tensor> Parameters => _parameters;

    internal Tensor Logits(Tensor x) => x.Linear(_parameters[0], _parameters[1]).Relu().Linear(_parameters[2], _parameters[3]);

    /// <summary>One AdamW step on the mean cross-entropy of a batch.</summary>
    /// <param name="x">Features, [batch, inputs].</param>
    /// <param name="y">One-hot labels, [batch, classes].</param>
    internal void Step(Tensor x, Tensor y)
    {
        var gradients = Gradient(x, y);
        _steps++;
        for (var i = 0; i < gradients.Length; i++) Update(i, gradients[i]);
    }

    /// <summary>Gradients of the mean cross-entropy, one for each parameter.</summary>
    internal Tensor[] Gradient(Tensor x, Tensor y)
    {
        var hidden = x.Linear(_parameters[0], _parameters[1]).Relu();
        var error = (hidden.Linear(_parameters[2], _parameters[3]).Softmax(1) - y).MultiplyInPlace(1.0 / x.Size(0));
        var back = error.MatMul(_parameters[2]).MultiplyInPlace(hidden.Sign());
        return [back.Transpose().MatMul(x), back.Sum(0), error.Transpose().MatMul(hidden), error.Sum(0)];
    }

    internal void Remember()
    {
        for (var i = 0; i < _best.Length; i++) _best[i].CopyInPlace(_parameters[i]);
    }

    internal void Restore()
    {
        for (var i = 0; i < _best.Length; i++) _parameters[i].CopyInPlace(_best[i]);
    }

    private void Update(int i, Tensor gradient)
    {
        const double beta1 = 0.9, beta2 = 0.999;
        var rate = _options.MlpLearningRate;
        if (i % 2 == 0) _parameters[i].MultiplyInPlace(1 - (rate * _options.MlpWeightDecay));
        _first[i].LerpInPlace(gradient, 1 - beta1);
        Square.Run(_second[i].MultiplyInPlace(beta2), gradient, gradient, 1 - beta2);
        var length = (_second[i] * (1 / (1 - Math.Pow(beta2, _steps)))).Sqrt() + 1e-8;
        Divide.Run(_parameters[i], _first[i], length, -rate / (1 - Math.Pow(beta1, _steps)));
    }

    private static Tensor Start(Rng rng, int outputs, int inputs) =>
        Tensor.Empty([outputs, inputs]).UniformInPlace(rng, -1 / Math.Sqrt(inputs), 1 / Math.Sqrt(inputs));
}
