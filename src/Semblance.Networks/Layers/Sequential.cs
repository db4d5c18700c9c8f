using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Modules one after another, named 0, 1, 2, ...</summary>
public sealed class Sequential : Module
{
    /// <summary>A chain that owns its modules.</summary>
    /// <param name="modules">In the order in which they are applied; none for the identity.</param>
    public Sequential(params IEnumerable<Module> modules) =>
        Modules = [.. modules.Select((m, k) => AddChild(k.ToString(System.Globalization.CultureInfo.InvariantCulture), m))];

    /// <summary>The modules in order.</summary>
    public IReadOnlyList<Module> Modules { get; }

    /// <summary>The last module's output.</summary>
    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var x = input;
        foreach (var module in Modules) x = module.Forward(x);
        return scope.Return(x);
    }
}
