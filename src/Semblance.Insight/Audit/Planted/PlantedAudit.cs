using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit.Planted;

/// <summary>A planted case as the input of an audit, and what the audit should say of it.</summary>
/// <param name="Case">What was planted.</param>
/// <param name="Input">The input.</param>
/// <param name="Cause">The cause that every alarm should name; null where there should be no alarm.</param>
/// <param name="Lost">Attributes of which at least one must be named as lost.</param>
internal sealed record PlantedAudit(PlantedCase Case, AuditInput Input, string? Cause, IReadOnlyList<string> Lost)
{
    /// <summary>Draws samples and views, finds the encoder and embeds.</summary>
    /// <param name="planted">What to plant.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="withReferences">Give the untrained encoder and the inputs. Default true.</param>
    /// <param name="permuted">Permute labels and attributes after training, so that nothing is there to read. Default false.</param>
    /// <param name="withAttributes">Give the attributes beside the labels. Default true.</param>
    /// <param name="dim">Dimensions; null for those of the case.</param>
    internal static PlantedAudit Make(PlantedCase planted, int seed, bool withReferences = true, bool permuted = false, bool withAttributes = true, int? dim = null)
    {
        var model = new PlantedModel(planted, seed);
        var samples = model.Draw(isView: false).Samples;
        var (first, firstParameters) = model.Draw(isView: true);
        var (second, secondParameters) = model.Draw(isView: true);
        var (weight, usual) = Setting(planted, seed);
        var encoder = PlantedEncoder.Optimum(first, second, model.Labels, weight, dim ?? usual, seed);
        var untrained = PlantedEncoder.Untrained(dim ?? usual, seed + 7);
        var attributes = Attributes(model);
        var features = encoder.Apply(samples);
        long[] labels = Array.ConvertAll(model.Labels, l => (long)l);
        if (permuted)
        {
            var order = Splits.Shuffled(PlantedModel.Rows, new Random(seed));
            labels = [.. order.Select(r => labels[r])];
            attributes = [.. attributes.Select((a, k) => a.Select(Splits.Shuffled(PlantedModel.Rows, new Random(seed + k + 1))))];
        }

        var input = new AuditInput
        {
            Features = new FeatureSet(features.Values, features.Rows, features.Dim, labels),
            Description = $"planted {planted}, seed {seed}",
            Attributes = withAttributes ? attributes : [],
            Baseline = withReferences ? untrained.Apply(samples) : null,
            Inputs = withReferences ? samples : null,
            Views = new AuditViews(encoder.Apply(first), encoder.Apply(second), model.Parameters, firstParameters, secondParameters),
            InputViews = withReferences ? new AuditViews(first, second, model.Parameters, firstParameters, secondParameters) : null,
            BaselineViews = withReferences ? new AuditViews(untrained.Apply(first), untrained.Apply(second), model.Parameters, firstParameters, secondParameters) : null,
        };
        return new PlantedAudit(planted, input, Expected(planted), planted == PlantedCase.Healthy ? [] : ["fine", "clusters", "texture", "size", "labels"]);
    }

    /// <summary>Whether the audit raised an alarm at all.</summary>
    internal static bool IsAlarmed(AuditReport report) => report.Findings.Any(f => f.Severity != AuditSeverity.Info);

    /// <summary>Whether it says what it should: the planted loss is named with its cause and no alarm names another; or there is no alarm where nothing was planted.</summary>
    internal bool IsRight(AuditReport report)
    {
        var alarms = report.Findings.Where(f => f.Severity != AuditSeverity.Info).ToList();
        if (Cause is null) return alarms.Count == 0;
        return alarms.All(f => f.Cause == Cause) && alarms.Any(f => f.Id is FindingIds.FeatureSuppression or FindingIds.SubclassCollapse && Lost.Contains(f.Subject));
    }

    /// <summary>Weight of the supervised loss and dimensions; healthy ones are half joint, half self-supervised.</summary>
    private static (double Weight, int Dim) Setting(PlantedCase planted, int seed) => planted switch
    {
        PlantedCase.Healthy => (seed % 2 == 0 ? 0 : 0.5, 10 + (seed % 3)),
        PlantedCase.SubclassCollapse => (1, 12 + (seed % 5)),
        PlantedCase.Bits => (0, 8 + (seed % 2)),
        PlantedCase.SmallDimension => (0, 3 + (seed % 3)),
        _ => (0, 5 + (seed % 3)),
    };

    private static string? Expected(PlantedCase planted) => planted switch
    {
        PlantedCase.SubclassCollapse => Causes.Supervised,
        PlantedCase.Bits => Causes.Shortcut,
        PlantedCase.SmallDimension => Causes.Dimension,
        PlantedCase.WeakAugmentation => Causes.WeakAugmentation,
        _ => null,
    };

    private static List<AuditTrait> Attributes(PlantedModel model)
    {
        List<AuditTrait> result =
        [
            AuditTrait.Categorical("fine", [.. model.Labels.Zip(model.Halves, (y, h) => (2L * y) + h)]),
            AuditTrait.Categorical("texture", [.. model.Texture.Select(t => (long)t)]),
            AuditTrait.Continuous("size", model.Size),
        ];
        foreach (var latent in model.Latents.Where(l => l.Parameter is not null && l.Attribute != "size")) result.Add(AuditTrait.Continuous(latent.Attribute, model.ValuesOf(latent.Attribute)));
        foreach (var latent in model.Latents.Where(l => l.Common == 1)) result.Add(AuditTrait.Categorical(latent.Attribute, [.. model.ValuesOf(latent.Attribute).Select(v => v > 0 ? 1L : 0)]));
        return result;
    }
}
