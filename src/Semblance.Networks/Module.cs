using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Networks;

/// <summary>A function of one tensor with trainable parameters, buffers and child modules, each under a name.</summary>
/// <remarks>A module owns its tensors and children and disposes them. Names join with dots: <c>layer1.0.conv1.weight</c>, as PyTorch's do.</remarks>
public abstract class Module : IDisposable
{
    private readonly List<KeyValuePair<string, Tensor>> _parameters = [];
    private readonly List<KeyValuePair<string, Tensor>> _buffers = [];
    private readonly List<KeyValuePair<string, Module>> _children = [];
    private readonly List<KeyValuePair<string, string>> _orthonormal = [];

    /// <summary>True while training: batch normalisation uses the batch's own moments. Default true.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>Parameters of this module and its children, by full name.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Parameters => Walk(m => m._parameters);

    /// <summary>Tensors that are state but not trained (running moments, queues), by full name.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Buffers => Walk(m => m._buffers);

    /// <summary>Parameters [out, in] whose rows stay orthonormal, by full name, with the way back that a step takes: qr, polar or cayley.</summary>
    public IEnumerable<KeyValuePair<string, string>> Orthonormal => Walk(m => m._orthonormal);

    /// <summary>Parameters and buffers: everything a checkpoint must hold.</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> State => [.. Parameters, .. Buffers];

    /// <summary>Number of trainable numbers.</summary>
    public long ParameterCount => Parameters.Sum(p => p.Value.Count);

    /// <summary>The function.</summary>
    public abstract Tensor Forward(Tensor input);

    /// <summary>Switches this module and its children between training and evaluation.</summary>
    public void Train(bool on = true)
    {
        IsTraining = on;
        foreach (var (_, child) in _children) child.Train(on);
    }

    /// <summary>Moves parameters and buffers to a device; gradients are let go.</summary>
    /// <returns>This module.</returns>
    public Module To(Device device) => Replace(t => t.To(device));

    /// <summary>Casts parameters and floating buffers (counters stay integers); gradients are let go.</summary>
    /// <param name="type">Float32 or Float64.</param>
    /// <returns>This module.</returns>
    /// <exception cref="RequestException">Another type: half precision is autocast's business, weights stay in full.</exception>
    public Module To(ElementType type)
    {
        if (type is not (ElementType.Float32 or ElementType.Float64)) throw new RequestException("weights cannot have this type", $"got {type}", "use Float32 or Float64; for bf16 open an Autocast around Forward");
        return Replace(t => t.ElementType is ElementType.Float32 or ElementType.Float64 ? t.To(type) : t);
    }

    /// <summary>Lays weights [o, i, h, w] out in memory as [o, h, w, i], for inputs that are <see cref="Tensor.ChannelsLast"/>; gradients are let go.</summary>
    /// <returns>This module.</returns>
    /// <remarks>A copy, because weights of one input channel or a 1x1 kernel lie both ways at once, and the engine goes by the strides.</remarks>
    public Module ChannelsLast() => Replace(t => t.Rank == 4 ? Kernels.Clone.Call(t, Kernels.ChannelsLastFormat) : t);

    /// <summary>Overwrites parameters and buffers in place.</summary>
    /// <param name="state">A tensor for every name in <see cref="State"/>; other names are ignored.</param>
    /// <param name="prefix">Text before each name in <paramref name="state"/>.</param>
    /// <exception cref="RequestException">A tensor is missing or has another shape.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> state, string prefix = "")
    {
        using var silent = new NoGradient();
        foreach (var (name, target) in State)
        {
            if (!state.TryGetValue(prefix + name, out var source)) throw new RequestException($"weights lack '{prefix + name}'", $"they hold {state.Count} tensors", "load weights of the same encoder and head");
            if (!source.Shape.SequenceEqual(target.Shape)) throw new RequestException($"weights '{prefix + name}' have another shape", $"stored {source}, needed {target}", "load weights of the same encoder and head");
            target.CopyInPlace(source);
        }
    }

    /// <summary>Disposes all tensors.</summary>
    public void Dispose()
    {
        foreach (var (_, tensor) in _parameters.Concat(_buffers)) tensor.Dispose();
        foreach (var (_, child) in _children) child.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes ownership of a trainable tensor.</summary>
    protected Tensor AddParameter(string name, Tensor tensor)
    {
        tensor.Keep().RequiresGradient = true;
        _parameters.Add(new(name, tensor));
        return tensor;
    }

    /// <summary>States that the rows of a parameter, [out, in], are to stay orthonormal; whoever trains sees to it.</summary>
    protected void KeepOrthonormal(string name, string retraction) => _orthonormal.Add(new(name, retraction));

    /// <summary>Takes ownership of a tensor that is state but not trained.</summary>
    protected Tensor AddBuffer(string name, Tensor tensor)
    {
        _buffers.Add(new(name, tensor.Keep()));
        return tensor;
    }

    /// <summary>Takes ownership of a module.</summary>
    protected T AddChild<T>(string name, T module)
        where T : Module
    {
        _children.Add(new(name, module));
        return module;
    }

    /// <summary>Exchanges the elements behind each tensor; the tensors stay the same objects, so optimisers and layers keep theirs.</summary>
    private Module Replace(Func<Tensor, Tensor> change)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        foreach (var (_, tensor) in State)
        {
            var changed = change(tensor.Detach());
            if (tensor.RequiresGradient) tensor.Gradient = null;
            Kernels.SetData.Run(tensor, changed);
        }

        return this;
    }

    private IEnumerable<KeyValuePair<string, T>> Walk<T>(Func<Module, List<KeyValuePair<string, T>>> own) =>
        own(this).Concat(_children.SelectMany(c => c.Value.Walk(own).Select(p => KeyValuePair.Create($"{c.Key}.{p.Key}", p.Value))));
}
