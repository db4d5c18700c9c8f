namespace Semblance.Pairs;

/// <summary>The fixed mean and standard deviation that pixel values are centred and scaled with: <c>(value - mean) / std</c>.</summary>
/// <param name="Mean">Mean of each channel, unit: full brightness is 1.</param>
/// <param name="Std">Standard deviation of each channel, &gt; 0, same unit.</param>
public sealed record Normalisation(IReadOnlyList<double> Mean, IReadOnlyList<double> Std)
{
    /// <summary>Mean 0.5 and standard deviation 0.5 for every channel: pixels go to [-1, 1]. Used where a data set has no known figures.</summary>
    public static Normalisation Half(int channels) => Repeat(0.5, 0.5, channels);

    /// <summary>Mean 0 and standard deviation 1: values stay as they are. Used for vectors.</summary>
    public static Normalisation None(int channels) => Repeat(0, 1, channels);

    /// <summary>The same figures for another number of channels: one channel is repeated, several are averaged to one.</summary>
    /// <param name="channels">Channels wanted, at least 1.</param>
    public Normalisation For(int channels) => Mean.Count == channels ? this : Repeat(Mean.Average(), Std.Average(), channels);

    private static Normalisation Repeat(double mean, double std, int channels) =>
        new([.. Enumerable.Repeat(mean, channels)], [.. Enumerable.Repeat(std, channels)]);
}
