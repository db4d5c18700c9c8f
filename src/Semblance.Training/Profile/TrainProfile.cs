using System.Text.Json.Nodes;

namespace Semblance.Training.Profile;

/// <summary>Where the time of a training's steps went. The first step is left out when there were more: it also compiles and measures.</summary>
/// <param name="Steps">Steps that were counted.</param>
/// <param name="StepSeconds">Seconds of one, views, copy, network, loss and update.</param>
/// <param name="StartSeconds">Seconds from the start of the process to the beginning of the first step.</param>
/// <param name="StartProcessorSeconds">Processor time of all threads until then.</param>
/// <param name="FirstStepSeconds">Seconds from the start of the process to the end of the first step.</param>
/// <param name="Phases">Time of each phase.</param>
/// <param name="Layers">The forward phase by kind of operator.</param>
/// <param name="ConvolutionSeconds">What the step's convolutions take when they run alone, forward and backward, the best of some; null without any.</param>
/// <param name="ConvolutionGigaflops">Their rate then: the limit for the step.</param>
/// <param name="ProductGigaflops">Rate of a float32 matrix product of side 1024.</param>
public sealed record TrainProfile(
    int Steps, double StepSeconds, double StartSeconds, double StartProcessorSeconds, double FirstStepSeconds, IReadOnlyList<PhaseTime> Phases, IReadOnlyList<LayerTime> Layers,
    double? ConvolutionSeconds, double? ConvolutionGigaflops, double ProductGigaflops)
{
    /// <summary>Share of the step that its convolutions alone would take, 0..1: 1 is a step that does nothing else and loses nothing; null without convolutions.</summary>
    public double? ConvolutionShare => ConvolutionSeconds / StepSeconds;

    /// <summary>As JSON, with the keys of the command line's contract.</summary>
    public JsonObject ToJson() => new()
    {
        ["steps"] = Steps,
        ["step_s"] = Rounded(StepSeconds),
        ["start_s"] = Rounded(StartSeconds),
        ["start_processor_s"] = Rounded(StartProcessorSeconds),
        ["first_step_s"] = Rounded(FirstStepSeconds),
        ["phases"] = new JsonArray([.. Phases.Select(p => new JsonObject
        {
            ["phase"] = Word(p.Phase), ["s"] = Rounded(p.Seconds), ["share"] = Rounded(p.Share), ["gflops"] = Rounded(p.Gigaflops),
        })]),
        ["forward"] = new JsonArray([.. Layers.Select(l => new JsonObject
        {
            ["kind"] = l.Kind, ["calls"] = l.Calls, ["s"] = Rounded(l.Seconds), ["share"] = Rounded(l.Share), ["gflops"] = Rounded(l.Gigaflops),
        })]),
        ["convolutions_alone"] = ConvolutionSeconds is null ? null : new JsonObject
        {
            ["s"] = Rounded(ConvolutionSeconds), ["gflops"] = Rounded(ConvolutionGigaflops), ["share_of_step"] = Rounded(ConvolutionShare),
        },
        ["matrix_product_gflops"] = Rounded(ProductGigaflops),
    };

    /// <summary>The word of a phase in JSON and tables.</summary>
    public static string Word(TrainPhase phase) => phase.ToString().ToLowerInvariant();

    private static JsonNode? Rounded(double? value) => value is { } v && double.IsFinite(v) ? JsonValue.Create(Math.Round(v, 6)) : null;
}
