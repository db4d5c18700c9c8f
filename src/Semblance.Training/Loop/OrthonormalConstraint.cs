using Semblance.Networks;
using Semblance.Networks.Optimisers;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Training.Loop;

/// <summary>Riemannian descent for one weight [out, in] with orthonormal rows, around the step of any optimiser.</summary>
/// <remarks>The gradient is projected on the tangent space, what the optimiser made of it is projected again (Adam's scaling leaves the tangent space) and retracted, and momentum is
/// carried along by projection on the new tangent space (Absil, Mahony and Sepulchre 2008, 8.1). Worked out in float64; weight decay, which is normal to the tangent space, has no effect.</remarks>
internal sealed class OrthonormalConstraint(string name, Tensor weight, Retraction retraction) : IParameterConstraint
{
    private double[] _start = [];

    public string Name => name;

    /// <summary>Adds a constraint to an optimiser for every orthonormal parameter of some modules.</summary>
    /// <param name="optimiser">The optimiser that moves the parameters.</param>
    /// <param name="modules">Prefix of the names in the optimiser, and module.</param>
    internal static void Attach(Optimiser optimiser, IEnumerable<(string Prefix, Module Module)> modules)
    {
        foreach (var (prefix, module) in modules)
        {
            var parameters = module.Parameters.ToDictionary();
            foreach (var (name, word) in module.Orthonormal)
            {
                optimiser.Constraints.Add(new OrthonormalConstraint(prefix + name, parameters[name], Enum.Parse<Retraction>(word, ignoreCase: true)));
            }
        }
    }

    public void Before()
    {
        using var scope = new TensorScope();
        var frame = Frame(weight);
        _start = frame.ToArray<double>();
        if (weight.Gradient is { } gradient) gradient.CopyInPlace(Stiefel.Tangent(frame, Frame(gradient)).Transpose());
    }

    public void After(IReadOnlyList<Tensor> momenta)
    {
        using var scope = new TensorScope();
        var start = Tensor.From(_start, weight.Size(1), weight.Size(0));
        var step = Stiefel.Tangent(start, Frame(weight) - start);
        var end = Tidy(Stiefel.Retract(start, step, retraction));
        weight.CopyInPlace(end.Transpose());
        foreach (var momentum in momenta) momentum.CopyInPlace(Stiefel.Tangent(end, Frame(momentum)).Transpose());
    }

    private static Tensor Frame(Tensor rows) => rows.Detach().To(Device.Cpu).To(ElementType.Float64).Transpose().Contiguous();

    /// <summary>One Newton step to the nearest orthonormal frame, Q(3I - Q'Q)/2: what rounding to float32 left of orthonormality does not add up over the steps.</summary>
    private static Tensor Tidy(Tensor frame)
    {
        var gram = frame.Transpose().MatMul(frame);
        return frame.MatMul((Tensor.Eye(gram.Size(0), ElementType.Float64) * 1.5) - (gram * 0.5));
    }
}
