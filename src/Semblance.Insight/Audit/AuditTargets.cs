using Semblance.Errors;

namespace Semblance.Insight.Audit;

/// <summary>What there is to read: labels, attributes, the subclass among them, and discovered clusters where nothing divides the classes.</summary>
internal static class AuditTargets
{
    internal static IReadOnlyList<AuditTarget> Of(AuditInput input, int[]? classes, ProbeRows rows, IReadOnlyList<AuditReference> references, AuditOptions options, List<string> notes)
    {
        var result = new List<AuditTarget>();
        int[]? probed = classes is null ? null : [.. rows.Rows.Select(r => classes[r])];
        if (probed is not null) result.Add(new AuditTarget(AuditTrait.Categorical("labels", [.. rows.Rows.Select(r => input.Features.Labels![r])]), AuditTarget.Labels, null));
        var subclass = Subclass(input, classes);
        foreach (var attribute in input.Attributes)
        {
            if (IsCopyOf(attribute, classes)) notes.Add($"'{attribute.Name}' says the same as the labels; it was not probed again.");
            else result.Add(new AuditTarget(attribute.Select(rows.Rows), attribute == subclass ? AuditTarget.Subclass : AuditTarget.Plain, attribute == subclass ? probed : null));
        }

        if (subclass is null && Discovered(references, probed, options, notes) is { } found) result.Add(found);
        return result;
    }

    private static AuditTrait? Subclass(AuditInput input, int[]? classes)
    {
        if (input.Subclass is null) return classes is null ? null : input.Attributes.FirstOrDefault(a => AuditTarget.IsNested(a, classes));
        var named = input.Attributes.First(a => a.Name == input.Subclass);
        if (classes is null) throw new RequestException("a subclass needs the classes it divides", $"got --subclass {input.Subclass} without labels", "give --labels");
        return named.Classes is not null ? named : throw new RequestException("a subclass must have levels", $"attribute '{named.Name}' is a number", $"call its column {named.Name}:categorical, or leave --subclass out");
    }

    private static AuditTarget? Discovered(IReadOnlyList<AuditReference> references, int[]? probed, AuditOptions options, List<string> notes)
    {
        var known = new[] { AuditReference.Baseline, AuditReference.Representation, AuditReference.Inputs }.SelectMany(n => references.Where(r => r.Name == n)).ToList();
        foreach (var reference in known)
        {
            if (Subclusters.Find(reference.Coordinates, probed, options.Seed) is not { } found) continue;
            notes.Add(FormattableString.Invariant($"Clusters inside the classes were found in the {AuditReference.Word(reference.Name)}: {found.Attribute.Levels.Count} in all, agreement of two halves {found.Agreement:F2}."));
            return new AuditTarget(found.Attribute, AuditTarget.Discovered, probed);
        }

        if (known.Count > 0) notes.Add($"No attribute divides the classes, and no stable clusters inside them were found in the {string.Join(" or the ", known.Select(r => AuditReference.Word(r.Name)))}.");
        return null;
    }

    private static bool IsCopyOf(AuditTrait attribute, int[]? classes) =>
        classes is not null && attribute.Classes is { } levels && attribute.Levels.Count == classes.Max() + 1 && levels.Zip(classes).Distinct().Count() == attribute.Levels.Count;
}
