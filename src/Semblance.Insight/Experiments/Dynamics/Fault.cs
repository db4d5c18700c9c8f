using Semblance.Tensors;
using Semblance.Training.Loop;
using Semblance.Training.Monitor;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>A way to spoil a training, or none, with sizes drawn from the seed.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Cause">What the monitor should name; null for a healthy training.</param>
/// <param name="Draw">The training of a seed.</param>
internal sealed record Fault(string Name, MonitorCause? Cause, Func<int, PlantedRun> Draw)
{
    /// <summary>Every planted fault, and healthy trainings of several methods.</summary>
    internal static IReadOnlyList<Fault> All { get; } =
    [
        Healthy("simclr", d => [("temperature", Number(d, .2, .6))]),
        Healthy("vicreg", d => [("invariance", Number(d, 15, 30))]),
        Healthy("barlow-twins", d => [("off-diagonal", Number(d, .01, .1))]),
        Healthy("spectral", _ => []),
        Healthy("byol", _ => [("predictor-hidden", "64"), ("momentum", "0.95")]),
        new("Barlow Twins without its off-diagonal term", MonitorCause.RankCollapse, seed => Run(seed, "barlow-twins", _ => [("off-diagonal", "0")])),
        new("VICReg without its covariance term", MonitorCause.RankCollapse, seed => Run(seed, "vicreg", _ => [("covariance", "0")])),
        new("a head that passes through one hidden unit", MonitorCause.RankCollapse, seed => Run(seed, "vicreg", _ => [("head", "mlp:hidden=1,norm=none,out=12")])),
        new("30% to 80% of the last layer's units shut by their bias", MonitorCause.DeadUnits, Dead),
        new("VICReg without variance and covariance", MonitorCause.ConstantOutput, seed => Run(seed, "vicreg", _ => [("variance", "0"), ("covariance", "0")])),
        new("weight decay of 150 to 400", MonitorCause.ConstantOutput, seed => Run(seed, "spectral", d => [("weight-decay", Number(d, 150, 400))])),
        new("VICReg (squared) with 16 to 40 times the invariance", MonitorCause.StrongInvariance, seed => Run(seed, "vicreg", d => [("variance-form", "squared"), ("invariance", Number(d, 400, 1000)), ("covariance", "12.5")])),
        new("views with 2 to 4 times as much noise as signal", MonitorCause.ViewsDisagree, seed => Run(seed, "simclr", _ => []) with { Noise = new Draws(seed + 1).Between(2, 4) }),
        new("an embedding of 2 to 4 dimensions for 12 to 16 factors", MonitorCause.SmallEmbedding, seed => Run(seed, seed % 2 == 0 ? "vicreg" : "simclr", d => [("head", $"linear:out={(int)d.Between(2, 4.99)}")])),
    ];

    private static Fault Healthy(string method, Func<Draws, (string, string)[]> options) => new($"healthy {method}", null, seed => Run(seed, method, options));

    private static PlantedRun Run(int seed, string method, Func<Draws, (string, string)[]> options)
    {
        var draws = new Draws(seed);
        var (hidden, rate) = ((int)draws.Between(48, 128), draws.Between(.001, .004));
        return new PlantedRun
        {
            Options = [("method", method), ("encoder", $"mlp:hidden={hidden},dim=48"), ("head", "mlp:hidden=64,out=12"), ("learning-rate", Text(rate)), .. options(draws)],
            Factors = (int)draws.Between(12, 16.99),
            Noise = draws.Between(.15, .35),
            Seed = seed,
        };
    }

    private static PlantedRun Dead(int seed)
    {
        var share = new Draws(seed + 1).Between(.3, .8);
        return Run(seed, seed % 2 == 0 ? "simclr" : "vicreg", _ => [("encoder", "cnn:stem=8,widths=32,strides=1,grid=1")]) with { Plant = (learner, rng) => Shut(learner, rng, share) };
    }

    /// <summary>A bias of -30 for a share of the last normalisation's channels: their rectifiers give 0 for every sample and pass no gradient.</summary>
    private static void Shut(Learner learner, Rng rng, double share)
    {
        using var silent = new NoGradient();
        var bias = learner.Encoder.Parameters.Last(p => p.Key.EndsWith("bias", StringComparison.Ordinal)).Value;
        var values = bias.ToArray<float>();
        foreach (var unit in Spectral.Draw.Order(rng, values.Length).Take((int)Math.Ceiling(share * values.Length))) values[unit] = -30;
        bias.CopyInPlace(Tensor.From(values, values.Length));
    }

    private static string Number(Draws draws, double low, double high) => Text(draws.Between(low, high));

    private static string Text(double value) => value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Numbers drawn one after the other.</summary>
    private sealed class Draws(int seed)
    {
        private readonly Random _random = new(seed);

        internal double Next() => _random.NextDouble();

        internal double Between(double low, double high) => low + ((high - low) * Next());
    }
}
