using Semblance.Pairs.Designs;

namespace Semblance.Insight.Audit;

/// <summary>What helps against each cause, as options of the training where it is known.</summary>
internal static class Remedies
{
    /// <summary>What two views must not have more in common of a nuisance than of what is wanted; where no wanted attribute was measured.</summary>
    private const double Usual = 0.8;

    internal static Remedy Labels(AuditMeasures m) => m.Input.Training?.Method == "joint"
        ? new("Give the self-supervised loss more weight, and train longer: subclasses come back at a rate of the rest of the weight. Or tell the samples of a class apart by class-conditional InfoNCE (form=class-conditional).", "--method joint --set weight=0.3")
        : new("Train the supervised loss together with a self-supervised one; a weight of 0.5 keeps classes and what divides them. Or with class-conditional InfoNCE (--method joint --set form=class-conditional), which tells the samples of a class apart.", "--method joint --set weight=0.5");

    internal static Remedy Head() => new("Use the representation before the head; heads drop what the loss does not ask for.", "embed --layer representation");

    internal static Remedy Capacity(AuditMeasures m) => new("Take a wider encoder, or finer input.", $"--encoder {Wider(m)}");

    internal static Remedy Look() => new("Give two views of each row with the numbers their augmentation drew.", "audit --views a.npy b.npy --parameters pa.csv pb.csv");

    /// <summary>By the forecast from inputs and their views where it sees the attribute come in, else by the levels there are to tell.</summary>
    internal static Remedy Dimension(AuditMeasures m, TargetReading t, int needed)
    {
        var forecast = m.Forecast?.Of(t.Name)?.SmallestDim is { } dim && dim > m.Spectrum.Variances.Length ? dim : (int?)null;
        var size = (forecast ?? Math.Max(needed + 1, 2 * m.Spectrum.Variances.Length)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var why = forecast is null ? "" : $" Inputs and their views forecast that '{t.Name}' comes in there.";
        return m.Input.Training is { Layer: "representation" }
            ? new($"Give the representation at least {size} dimensions instead of {m.Spectrum.Variances.Length}.{why}", $"--encoder {Wider(m)}")
            : new($"Give the embedding at least {size} dimensions instead of {m.Spectrum.Variances.Length}.{why}", $"--head mlp:hidden=2048,out={size}");
    }

    /// <summary>The range of the parameter must grow until the nuisance has less in common between views than what is wanted: with common share c of which a share e of the difference comes from the
    /// parameter, widening it f-fold leaves a common share of 1 / (1 + (1 - c) / c * (1 - e + e f^2)).</summary>
    internal static Remedy Widen(AuditMeasures m, Dominance dominance)
    {
        var worst = dominance.Touched.MaxBy(t => t.Explained)!;
        var alike = worst.Alike!;
        var target = Wanted(m, dominance) - 0.05;
        var noise = (1 - alike.Common) / alike.Common;
        var factor = Math.Sqrt(Math.Max(1, (((1 - target) / target / noise) - (1 - alike.Moved)) / alike.Moved));
        var times = (Math.Ceiling(10 * factor) / 10).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
        var plan = AuditAugmentations.Changed(m, alike.Mover!, Math.Ceiling(10 * factor) / 10);
        return new(
            FormattableString.Invariant($"Widen the range of '{alike.Mover}' about {times} times: two views then have {100 * target:F0}% of '{worst.Name}' in common instead of {100 * alike.Common:F0}%, less than of what is wanted."),
            plan is null ? $"--augment own.yaml # with {alike.Mover} x {times}" : $"--augment {plan.Path}", plan);
    }

    /// <summary>A two-level attribute flipped in each view with chance q keeps (1 - 2q)^2 in common.</summary>
    internal static Remedy Redraw(AuditMeasures m, Dominance dominance, TargetReading missed)
    {
        var chance = (1 - Math.Sqrt(Math.Max(0, Wanted(m, dominance) - 0.05))) / 2;
        var flip = (Math.Ceiling(100 * chance) / 100).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        var text = $"Redraw {dominance.List} in each view with chance {flip} or more, or take them out of the input: views then have less of them in common than of what is wanted.";
        var (option, plan) = Redrawn(m, dominance, flip);
        if (plan is not null) text += " The file widens every range of the run's augmentation; see that it touches them.";
        text += " Of lower evidence: implicit feature modification (simclr, moco: --set perturbation=0.1), which did not help against what views share exactly.";
        var weight = (m.Forecast?.CriticalWeight is { } critical ? Math.Min(0.9, critical + 0.1) : 0.5).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
        return missed.Target.Kind == AuditTarget.Labels ? new($"{text} With labels for training, the joint loss helps as well.", $"{option}; or --method joint --set weight={weight}", plan) : new(text, option, plan);
    }

    /// <summary>Designs redraw what they put in; the rest must be touched by augmentation.</summary>
    private static (string Option, AuditAugmentation? Plan) Redrawn(AuditMeasures m, Dominance dominance, string flip)
    {
        var names = dominance.Untouched.Concat(dominance.Touched).Select(t => t.Name).ToList();
        bool Are(string prefix) => names.All(n => n.StartsWith(prefix, StringComparison.Ordinal));
        var data = m.Input.Training?.Data ?? "";
        var changed = Are("bit-") ? DesignCatalog.With(data, "bits", "flip", flip) : Are("mark-") ? DesignCatalog.With(data, "watermark", "control", "true") : Are("glyph") ? DesignCatalog.With(data, "glyphs", "control", "true") : null;
        if (changed is not null) return ($"--data {changed}", null);
        var plan = AuditAugmentations.Wider(m, 1.5);
        return (plan is null ? "--augment own.yaml # that redraws them" : $"--augment {plan.Path}", plan);
    }

    /// <summary>The narrowest change after which two views have what a wanted attribute needs in common, by the law of <see cref="Widen"/>.</summary>
    internal static Remedy Spare(AuditMeasures m, TargetReading t, AlikeMeasure alike)
    {
        var noise = (1 - alike.Common) / Math.Max(alike.Common, 1e-3);
        var factor = Math.Floor(10 * Math.Sqrt(Math.Max(0, (((1 - Usual) / Usual / noise) - (1 - alike.Moved)) / alike.Moved))) / 10;
        var plan = alike.Mover is null ? null : AuditAugmentations.Changed(m, alike.Mover, factor);
        var times = factor.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
        var how = alike.Mover is null ? "Leave out, or narrow, what redraws it between views" : factor > 0 ? $"Narrow the range of '{alike.Mover}' to {times} of its width" : $"Leave '{alike.Mover}' as it is in the sample";
        return new($"{how}: '{t.Name}' can be learnt only from what views have in common.", plan is not null ? $"--augment {plan.Path}" : alike.Mover is null ? "--augment own.yaml # without what redraws it" : $"--augment own.yaml # with {alike.Mover} x {times}", plan);
    }

    internal static Remedy Collapse(AuditMeasures m, string cause)
    {
        if (cause == Causes.Supervised) return Labels(m);
        if (cause != Causes.Shortcut) return new("Train with an objective that keeps the directions apart, or at a lower learning rate.", m.Input.Training?.Method is "vicreg" ? "--set variance=50 --learning-rate 3e-4" : "--method vicreg");
        var (option, plan) = Redrawn(m, Dominance.Of(m, null), "0.25");
        return new("Redraw the shared attributes in each view, so that they no longer suffice.", option, plan);
    }

    internal static Remedy Learning(AuditMeasures m) => new(
        "Look at the views (`semblance report`), then train longer at a lower learning rate; `semblance advise` tells whether these pairs hold the labels at all.",
        FormattableString.Invariant($"--epochs {2 * (m.Input.Training?.Epochs ?? 50)} --learning-rate 3e-4"));

    /// <summary>Half as wide again; the law of what is told is not known here.</summary>
    internal static Remedy Stronger(AuditMeasures m, string parameter)
    {
        var plan = AuditAugmentations.Changed(m, parameter, 1.5);
        return new($"Widen the range that '{parameter}' is drawn from.", plan is null ? $"--augment own.yaml # with {parameter} x 1.5" : $"--augment {plan.Path}", plan);
    }

    /// <summary>The least that two views have in common of the attributes that are told and wanted.</summary>
    private static double Wanted(AuditMeasures m, Dominance dominance)
    {
        var nuisance = dominance.Touched.Concat(dominance.Untouched).ToHashSet();
        return m.Targets.Where(t => !nuisance.Contains(t)).Select(t => t.IsRead ? t.Alike?.Common : t.ReferenceAlike?.Common).Where(c => c is > 0.2).DefaultIfEmpty(Usual).Min()!.Value;
    }

    private static string Wider(AuditMeasures m) => m.Input.Training?.Encoder.Split(':')[0] is "resnet18" or null ? "resnet18:width=1" : "cnn:widths=128x256x512";
}
