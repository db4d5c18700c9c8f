using Semblance.Tensors;

namespace Semblance.Training.Profile;

/// <summary>What kind of layer an operator belongs to, and how many operations a call of it has.</summary>
internal static class LayerKinds
{
    internal const string Convolution = "convolution";
    internal const string Product = "product";

    private static readonly (string Part, string Kind)[] Parts =
    [
        ("conv", Convolution), ("norm", "normalisation"), ("relu", "activation"), ("gelu", "activation"), ("sigmoid", "activation"), ("linear", Product), ("mm", Product),
        ("matmul", Product), ("pool", "pooling"), ("add", "addition"),
    ];

    /// <summary>The kind of an operator, by its name.</summary>
    internal static string Of(Operator called)
    {
        foreach (var (part, kind) in Parts)
        {
            if (called.Name.Contains(part, StringComparison.Ordinal)) return kind;
        }

        return "other";
    }

    /// <summary>Multiplications and additions of a convolution or a matrix product, two for each multiply-add; 0 for others.</summary>
    internal static double Operations(string kind, ReadOnlySpan<Argument> arguments)
    {
        if (kind == Convolution) return ConvolutionCall.Of(arguments) is { } call ? call.Forward : 0;
        if (kind != Product || arguments.Length < 2) return 0;
        Tensor[] tensors = [.. Tensors(arguments)];
        var (left, right) = tensors.Length == 3 && tensors[0].Rank < 2 ? (tensors[1], tensors[2]) : tensors.Length > 1 ? (tensors[0], tensors[1]) : (tensors[0], tensors[0]);
        return right.Rank == 2 ? 2.0 * left.Count / left.Size(-1) * right.Count : 0;
    }

    private static List<Tensor> Tensors(ReadOnlySpan<Argument> arguments)
    {
        List<Tensor> found = [];
        foreach (var argument in arguments)
        {
            if (argument.Reference is Tensor tensor) found.Add(tensor);
        }

        return found;
    }
}
