using Semblance.Errors;
using Semblance.Pairs.Augmentations;
using Semblance.Pairs.Planning;

namespace Semblance.Pairs;

/// <summary>How views are made from a sample: the size of a view, the augmentations of each view, the normalisation.</summary>
/// <remarks>A plan written by <see cref="ToYaml"/> and read again makes the same views; run folders keep it.</remarks>
public sealed class ViewPlan
{
    internal ViewPlan(
        SampleShape input, SampleShape output, IReadOnlyList<IReadOnlyList<Augmentation>> views, Normalisation? normalisation)
    {
        if (output.Height < 1 || output.Width < 1 || output.Height > 4096 || output.Width > 4096)
        {
            throw new RequestException("bad image size", $"got {output.Height}x{output.Width}", "give 1 to 4096 pixels");
        }

        Input = input;
        Output = output;
        Views = views.Count == 0 ? [[]] : views;
        Normalisation = (normalisation ?? (input.IsImage ? Normalisation.Half(output.Channels) : Normalisation.None(1)))
            .For(input.IsImage ? output.Channels : 1);
        foreach (var list in Views) PlanCheck.List(list, input.IsImage);
    }

    /// <summary>Shape of the samples, [channels, height, width].</summary>
    public SampleShape Input { get; }

    /// <summary>Shape of a view, [channels, height, width].</summary>
    public SampleShape Output { get; }

    /// <summary>Mean and standard deviation that views are normalised with.</summary>
    public Normalisation Normalisation { get; }

    /// <summary>Names of the presets.</summary>
    public static IReadOnlyList<string> Presets => PlanPresets.Names;

    /// <summary>Whether this is a plan for evaluation: what designs put into views is then the truth of each sample, not drawn anew for a view.</summary>
    internal bool IsPlain { get; private init; }

    /// <summary>The augmentations of each view in order; views beyond the last use the lists in turn.</summary>
    internal IReadOnlyList<IReadOnlyList<Augmentation>> Views { get; }

    /// <summary>A preset by name, or the plan of a YAML file.</summary>
    /// <param name="presetOrYamlFile">One of <see cref="Presets"/>, or a path that ends in .yaml or .yml.</param>
    /// <param name="input">Shape of the samples, [channels, height, width].</param>
    /// <param name="imageSize">Side of the square views in pixels; null keeps the samples' own size.</param>
    /// <param name="normalisation">Mean and standard deviation of the data; null is 0.5 and 0.5 for images.</param>
    /// <exception cref="RequestException">An unknown preset, a file that is not a plan, augmentations that do not fit the samples.</exception>
    public static ViewPlan Named(string presetOrYamlFile, SampleShape input, int? imageSize, Normalisation? normalisation = null)
    {
        var isFile = presetOrYamlFile.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            || presetOrYamlFile.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
        if (isFile) return PlanReader.File(presetOrYamlFile, input, imageSize, normalisation);
        var output = Sized(input, imageSize);
        return new ViewPlan(input, output, PlanPresets.Views(presetOrYamlFile, output), normalisation);
    }

    /// <summary>A preset or the plan of a YAML file for a data set, normalised with that data set's figures.</summary>
    /// <inheritdoc cref="Named(string, SampleShape, int?, Normalisation?)"/>
    public static ViewPlan Named(string presetOrYamlFile, DataSet data, int? imageSize) =>
        Named(presetOrYamlFile, data.Shape, imageSize, data.Normalisation);

    /// <summary>The plan for evaluation: the centre of the picture, resized; nothing is random.</summary>
    /// <param name="input">Shape of the samples, [channels, height, width].</param>
    /// <param name="imageSize">Side of the square views in pixels; null keeps the samples' own size.</param>
    /// <param name="normalisation">Mean and standard deviation of the data; null is 0.5 and 0.5 for images.</param>
    /// <remarks>Of pictures that become 128 pixels or more the outer eighth is left out, as is usual for ImageNet (256 pixels cut to 224).</remarks>
    public static ViewPlan Plain(SampleShape input, int? imageSize, Normalisation? normalisation = null)
    {
        var output = Sized(input, imageSize);
        Augmentation[] list = input.IsImage && Math.Min(output.Height, output.Width) >= 128 ? [new CentreCrop { Share = 0.875 }] : [];
        return new ViewPlan(input, output, [list], normalisation) { IsPlain = true };
    }

    /// <summary>The plan for evaluation of a data set, normalised with that data set's figures.</summary>
    /// <inheritdoc cref="Plain(SampleShape, int?, Normalisation?)"/>
    public static ViewPlan Plain(DataSet data, int? imageSize) => Plain(data.Shape, imageSize, data.Normalisation);

    /// <summary>The plan of a text that <see cref="ToYaml"/> wrote.</summary>
    /// <param name="yaml">The text.</param>
    /// <exception cref="RequestException">The text is not a whole plan.</exception>
    public static ViewPlan FromYaml(string yaml) => PlanReader.Text(yaml, "the plan", null, null, null);

    /// <summary>This plan's evaluation twin: same size and normalisation, nothing random.</summary>
    public ViewPlan ToPlain() =>
        Input.IsImage && Output.Height == Output.Width ? Plain(Input, Output.Height, Normalisation) : Plain(Input, null, Normalisation);

    /// <summary>The same plan with another range of one number that its augmentations draw, within what their options allow.</summary>
    /// <param name="parameter">Name of the number, as in <see cref="ParameterNames"/>.</param>
    /// <param name="factor">Width of the new range over that of the old one, >= 0: on a logarithmic scale where the number is a factor or a share of the area.</param>
    /// <returns>The plan; null where nothing draws the number, or its range cannot be changed.</returns>
    public ViewPlan? WithRange(string parameter, double factor) =>
        PlanRange.Of(Views, parameter, factor) is { } views ? new ViewPlan(Input, Output, views, Normalisation) { IsPlain = IsPlain } : null;

    /// <summary>The plan as YAML: input, output, normalisation and every option of every augmentation.</summary>
    public string ToYaml() => PlanWriter.Text(this);

    /// <summary>The numbers that each augmentation of a view draws, by name.</summary>
    /// <param name="view">The view, from 0.</param>
    public IReadOnlyList<string> ParameterNames(int view) => PlanCheck.ParameterNames(ListOf(view));

    internal IReadOnlyList<Augmentation> ListOf(int view) => Views[view % Views.Count];

    internal static SampleShape Sized(SampleShape input, int? imageSize) =>
        imageSize is { } side && input.IsImage ? input with { Height = side, Width = side } : input;
}
