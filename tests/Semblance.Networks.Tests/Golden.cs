using Semblance.Tensors;
using Semblance.Files;

namespace Semblance.Networks.Tests;

/// <summary>Values that tests/golden/networks.py computed with PyTorch, and the formula behind its weights.</summary>
internal static class Golden
{
    /// <summary>Numbers in [-0.5, 0.5), as the script's function u.</summary>
    internal static Tensor U(long[] shape, long seed)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var values = new double[count];
        for (long i = 0; i < count; i++) values[i] = (((31 * i * i) + (7919 * i) + (104729 * seed)) % 10007 / 10007.0) - 0.5;
        return Tensor.From(values, shape);
    }

    /// <summary>Weights by the formula, as the script's function fill.</summary>
    internal static T Fill<T>(T module)
        where T : Module
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        foreach (var (seed, (name, tensor)) in module.State.OrderBy(p => p.Key, StringComparer.Ordinal).Index())
        {
            if (tensor.ElementType == ElementType.Int64) continue;
            var value = U(tensor.Shape, seed);
            if (tensor.Rank > 1) value *= Math.Sqrt(24.0 / (tensor.Count / tensor.Size(0)));
            else if (name.EndsWith("weight", StringComparison.Ordinal) || name.EndsWith("running_var", StringComparison.Ordinal)) value = 1 + (value * 0.5);
            tensor.CopyInPlace(value);
        }

        return module;
    }

    internal static string PathOf(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Semblance.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no Semblance.slnx above the tests");
        return Path.Combine(folder, "tests", "golden", file);
    }

    /// <summary>Allowed share of the largest number: rounding alone in float64; in float32 five times what PyTorch's own float32 is off, since
    /// kernels may add in another order.</summary>
    internal static double Tolerance(SafetensorsFile golden, string name, ElementType type) =>
        type == ElementType.Float64 ? 1e-9 : 5 * Math.Max(golden.Tensors[name + "/rounding"].Item(), 2e-7);

    internal static SafetensorsFile Read(string name) => Safetensors.Read(PathOf(name + ".safetensors"));

    /// <summary>Largest difference as a share of the largest expected number.</summary>
    internal static void Close(Tensor expected, Tensor actual, double tolerance, string what)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        var difference = (expected - actual.Detach().To(ElementType.Float64)).Abs().Max().Item();
        var scale = Math.Max(expected.Abs().Max().Item(), 1e-3);
        Assert.True(difference <= tolerance * scale, $"{what} differs by {difference} on a scale of {scale}");
    }

    /// <summary>Norm and one projection, as the script stores for large gradients.</summary>
    internal static Tensor Summary(Tensor gradient)
    {
        var g = gradient.Detach().To(ElementType.Float64).Contiguous();
        return Tensor.Stack([g.Square().Sum().Sqrt(), (g * U(g.Shape, 3000)).Sum()]);
    }
}
