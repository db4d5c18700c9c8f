using Semblance.Files;
using Semblance.Pairs;

namespace Semblance.Insight.Audit;

/// <summary>The augmentations that remedies of a run ask for: its own with other ranges.</summary>
public static class AuditAugmentations
{
    /// <summary>Writes each file a remedy names.</summary>
    /// <param name="report">An audit of a run.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="Errors.RunException">The folder cannot be written.</exception>
    public static IReadOnlyList<string> Write(AuditReport report)
    {
        var plans = report.Findings.Select(f => f.Augmentation).OfType<AuditAugmentation>().DistinctBy(p => p.Path).ToList();
        foreach (var plan in plans) AtomicFile.WriteText(plan.Path, plan.Yaml);
        return [.. plans.Select(p => p.Path)];
    }

    /// <summary>The run's augmentation with the range of one number changed; null without a run, or where nothing can be changed.</summary>
    internal static AuditAugmentation? Changed(AuditMeasures m, string parameter, double factor) =>
        m.Input.Training is { Folder: { } folder, Views: { } views } && views.WithRange(parameter, factor) is { } plan ? Of(folder, $"{(factor > 1 ? "wider" : "narrower")}-{Range(parameter)}", plan) : null;

    /// <summary>The run's augmentation with every range wider; null without a run, or where nothing is drawn.</summary>
    internal static AuditAugmentation? Wider(AuditMeasures m, double factor)
    {
        if (m.Input.Training is not { Folder: { } folder, Views: { } views }) return null;
        var plan = views;
        var hasCrop = false;
        foreach (var name in Enumerable.Range(0, 2).SelectMany(views.ParameterNames).Distinct())
        {
            // The four numbers of a crop have one range.
            if (name.StartsWith("crop.", StringComparison.Ordinal) && hasCrop) continue;
            hasCrop |= name.StartsWith("crop.", StringComparison.Ordinal);
            plan = plan.WithRange(name, factor) ?? plan;
        }

        return plan == views ? null : Of(folder, "wider", plan);
    }

    /// <summary>The numbers of a crop or a displacement have one range together.</summary>
    private static string Range(string parameter) => parameter.Split('.')[0] is "crop" or "pad" ? parameter.Split('.')[0] : parameter;

    private static AuditAugmentation Of(string folder, string name, ViewPlan plan) => new(System.IO.Path.Combine(folder, $"augment-{name.Replace('.', '-')}.yaml"), plan.ToYaml());
}
