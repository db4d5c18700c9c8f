using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Networks.Optimisers;

/// <summary>Moves parameters against their gradients. It owns its state, not the parameters.</summary>
/// <remarks>Parameters without a gradient are left alone. State is made when the optimiser is, so cast or move modules before.</remarks>
public abstract class Optimiser : IDisposable
{
    private readonly List<KeyValuePair<string, Tensor>> _state = [];

    /// <summary>First word of the names of state that points the way of later steps, and turns with a constrained parameter.</summary>
    private protected virtual string Directional => "momentum";

    private protected Optimiser(IReadOnlyList<ParameterGroup> groups, double learningRate)
    {
        Groups = groups;
        LearningRate = learningRate;
        var twice = groups.SelectMany(g => g.Parameters).GroupBy(p => p.Key).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new ArgumentException($"parameter '{twice.Key}' was given twice");
    }

    /// <summary>Size of the next step, >= 0. Set it before each step from a schedule.</summary>
    public double LearningRate { get; set; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>What is done to chosen parameters around each step; empty unless somebody adds to it. Constraints hold no state of their own.</summary>
    public IList<IParameterConstraint> Constraints { get; } = [];

    /// <summary>What a checkpoint must hold to go on exactly: <c>momentum.layer1.0.conv1.weight</c>, of the parameter's shape; counters, [].</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> State => _state;

    /// <summary>One step from the gradients at hand.</summary>
    public void Step()
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        foreach (var constraint in Constraints) constraint.Before();
        Advance();
        foreach (var group in Groups)
        {
            var batch = new ParameterBatch(group);
            if (batch.Count > 0) Update(group, batch);
        }

        foreach (var constraint in Constraints) constraint.After([.. _state.Where(s => s.Key == $"{Directional}.{constraint.Name}").Select(s => s.Value)]);
    }

    /// <summary>Lets all gradients go, so that the next backward pass writes instead of adding.</summary>
    public void ZeroGradient()
    {
        foreach (var group in Groups)
        {
            foreach (var (_, parameter) in group.Parameters) parameter.Gradient = null;
        }
    }

    /// <summary>Overwrites the state in place.</summary>
    /// <param name="state">A tensor for every name in <see cref="State"/>; other names are ignored.</param>
    /// <param name="prefix">Text before each name in <paramref name="state"/>.</param>
    /// <exception cref="RequestException">A tensor is missing or has another shape.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> state, string prefix = "")
    {
        using var silent = new NoGradient();
        foreach (var (name, target) in State)
        {
            if (!state.TryGetValue(prefix + name, out var source)) throw new RequestException($"optimiser state lacks '{prefix + name}'", $"it holds {state.Count} tensors", "resume with the same optimiser and network");
            if (!source.Shape.SequenceEqual(target.Shape)) throw new RequestException($"optimiser state '{prefix + name}' has another shape", $"stored {source}, needed {target}", "resume with the same optimiser and network");
            target.CopyInPlace(source);
        }
    }

    /// <summary>Lets the state go.</summary>
    public void Dispose()
    {
        foreach (var (_, tensor) in _state) tensor.Dispose();
        _state.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Once a step, before the groups.</summary>
    private protected virtual void Advance()
    {
    }

    /// <summary>One step of one group.</summary>
    private protected abstract void Update(ParameterGroup group, ParameterBatch batch);

    /// <summary>Owns a new state tensor.</summary>
    private protected Tensor AddState(string name, Tensor tensor)
    {
        _state.Add(new(name, tensor.Keep()));
        return tensor;
    }

    /// <summary>Zeros of every parameter's shape and memory order, in the order of groups and parameters.</summary>
    private protected Dictionary<string, Tensor> AddZeros(string kind)
    {
        using var silent = new NoGradient();
        return Groups.SelectMany(g => g.Parameters).ToDictionary(p => p.Key, p => AddState($"{kind}.{p.Key}", Tensor.ZerosLike(p.Value)));
    }
}
