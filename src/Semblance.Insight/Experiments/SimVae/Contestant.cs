namespace Semblance.Insight.Experiments.SimVae;

/// <summary>One method of the table.</summary>
/// <param name="Name">As the table names it.</param>
/// <param name="Method">The library's word.</param>
/// <param name="Batch">Samples in a batch, each in two views.</param>
/// <param name="Options">Options of the method that are not at their default.</param>
internal sealed record Contestant(string Name, string Method, int Batch, params IReadOnlyList<KeyValuePair<string, string>> Options)
{
    /// <summary>Contrasts need company, so discriminative methods have batches of twice the size; all see the same number of pictures.</summary>
    internal static IReadOnlyList<Contestant> All { get; } =
    [
        new("random", "random", 128),
        new("VAE", "vae", 64),
        new("beta-VAE", "beta-vae", 64),
        new("CR-VAE", "cr-vae", 64),
        new("SimVAE", "simvae", 64),
        new("SimCLR", "simclr", 128, new KeyValuePair<string, string>("temperature", "0.2")),
        new("VICReg", "vicreg", 128),
        new("supervised", "supervised", 128),
    ];
}
