namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Exact learning dynamics of self-supervised models.</summary>
internal static class DynamicsPaper
{
    internal static Paper Paper { get; } = new(
        "dynamics",
        "Exact learning dynamics of self-supervised models",
        "Esser, Mukherjee and Ghoshdastidar, Representation Learning Dynamics of Self-Supervised Models, arXiv 2309.02011 (2023); with Simon et al., On the Stepwise Nature of Self-Supervised Learning, ICML 2023, arXiv 2303.15438",
        "The claims of the abstract and of its companion as experiments of our own, on pictures that a package brings: the figures of the first paper could not be read.",
        [new GoldenVectors(), new NaiveCollapse(), new DeepCollapse(), new ClosedForms(), new StepSizes(), new StochasticSteps(), new Widths(), new TangentDrifts(), new WidthDelay(), new InvisibleConstraint(), new Stepwise(), new KernelSteps(), new SpectralFlows(), new OffDiagonals(), new RealDescent(), new NetworkModes(), new SignalAndNoise(), new PlantedFaults()]);
}
