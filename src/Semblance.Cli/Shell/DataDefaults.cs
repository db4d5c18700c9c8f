namespace Semblance.Cli.Shell;

/// <summary>What is taken where the user says nothing about pairs: synthetic data have pairs of their own.</summary>
internal static class DataDefaults
{
    private const string Synthetic = "synthetic:";

    public static string Augment(string? data) => IsSynthetic(data) ? "none" : "simclr-small";

    public static string Pairing(string? data) => IsSynthetic(data) ? "own" : "augmentation";

    private static bool IsSynthetic(string? data) => data is not null && data.StartsWith(Synthetic, StringComparison.Ordinal);
}
