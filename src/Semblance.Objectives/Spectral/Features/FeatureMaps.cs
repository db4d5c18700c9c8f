using System.Globalization;
using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Features;

/// <summary>Feature maps by name.</summary>
public static class FeatureMaps
{
    private const string LandmarksWord = "landmarks=";

    /// <summary>A feature map from its name.</summary>
    /// <param name="name"><c>linear</c>; a kernel (<c>rbf:2</c>, <c>exponential:0.2</c>, <c>arc-cosine</c>), with every sample a landmark or with
    /// <c>,landmarks=500</c> drawn ones; random features <c>fourier:1024,2</c> (number, width) or <c>relu:1024</c>.</param>
    /// <param name="samples">The samples, [n, d]; landmarks are taken from them.</param>
    /// <param name="seed">Of random draws.</param>
    /// <exception cref="RequestException">An unknown name or a number out of range.</exception>
    public static IFeatureMap Named(string name, Matrix samples, long seed)
    {
        var parts = name.Split(',');
        var words = parts[0].Split(':', 2);
        switch (words[0])
        {
            case LinearFeatures.Word when parts.Length == 1:
                return new LinearFeatures(samples.Columns);
            case "fourier" when words.Length == 2 && parts.Length == 2:
                return RandomFeatures.Fourier(samples.Columns, Count(words[1], name), Width(parts[1], name), seed);
            case "relu" when words.Length == 2 && parts.Length == 1:
                return RandomFeatures.Relu(samples.Columns, Count(words[1], name), seed);
            case "fourier" or "relu":
                throw Bad(name, "write fourier:1024,2 (number, width) or relu:1024 (number)");
            default:
                var kernel = Kernel.Parse(parts[0]);
                if (parts.Length == 1) return KernelFeatures.At(kernel, samples);
                if (parts.Length > 2 || !parts[1].StartsWith(LandmarksWord, StringComparison.Ordinal)) throw Bad(name, $"write {kernel.Name},landmarks=500");
                return KernelFeatures.Drawn(kernel, samples, Count(parts[1][LandmarksWord.Length..], name), seed);
        }
    }

    /// <summary>A feature map from its name and arrays, as <see cref="IFeatureMap.State"/> gives them.</summary>
    internal static IFeatureMap From(string name, int inputDim, IReadOnlyDictionary<string, Tensor> arrays)
    {
        var parts = name.Split(',');
        var isFourier = parts[0].StartsWith("fourier", StringComparison.Ordinal);
        if (name == LinearFeatures.Word) return new LinearFeatures(inputDim);
        if (name.StartsWith(ProjectedFeatures.Word, StringComparison.Ordinal)) return new ProjectedFeatures(Matrix.From(arrays["directions"]));
        if (isFourier) return RandomFeatures.From(Matrix.From(arrays["weights"]), Matrix.From(arrays["offsets"]), Width(parts[1], name));
        if (parts[0].StartsWith("relu", StringComparison.Ordinal)) return RandomFeatures.From(Matrix.From(arrays["weights"]), null, 1);
        return KernelFeatures.From(Kernel.Parse(parts[0]), Matrix.From(arrays["landmarks"]), Matrix.From(arrays["whitening"]), parts.Length == 1);
    }

    private static int Count(string text, string name) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : throw Bad(name, $"give a whole number above 0 instead of '{text}'");

    private static double Width(string text, string name) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var width) && width > 0 && double.IsFinite(width) ? width : throw Bad(name, $"give a number above 0 instead of '{text}'");

    private static RequestException Bad(string name, string remedy) => new("unreadable features or kernel", $"got '{name}'", remedy);
}
