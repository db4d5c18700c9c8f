using Semblance.Insight.Audit;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Tests.Audit;

public sealed class ProbeTests
{
    private static AuditTrait Trait(int[] levels) => AuditTrait.Categorical("a", [.. levels.Select(l => (long)l)]);

    [Fact]
    public void Skill_of_a_separable_level_is_one_and_of_a_permuted_one_nothing()
    {
        var levels = Draw.Levels(600, 2, 1);
        var features = Draw.Shifted(Draw.Normal(600, 5, 2), levels, 3, 9);
        var rows = ProbeRows.Of(600, null, 600, 0);
        var reading = AttributeProbe.Read(features, Trait(levels), rows)!;
        Assert.InRange(reading.Skill, 0.99, 1);
        Assert.Equal(600, reading.Tested);
        var target = new AuditTarget(Trait(levels), AuditTarget.Plain, null);
        var chance = Enumerable.Range(0, 40).Select(s => target.Permuted(s).Read(features, rows)!).ToList();
        Assert.InRange(chance.Average(c => c.Skill), -0.03, 0.02);
        Assert.InRange(chance.Count(c => c.Interval.Low < 0 && c.Interval.High > 0), 33, 40);
    }

    [Fact]
    public void Skill_is_that_of_the_best_line_whatever_the_frequencies()
    {
        // Two normal clouds 2 apart: a line at the middle is right with chance Phi(1), so the skill is 2 Phi(1) - 1.
        var random = new Random(3);
        int[] levels = [.. Enumerable.Range(0, 6000).Select(_ => random.NextDouble() < 0.1 ? 1 : 0)];
        var features = Draw.Shifted(Draw.Normal(6000, 3, 4), levels, 0, 2);
        var reading = AttributeProbe.Read(features, Trait(levels), ProbeRows.Of(6000, null, 6000, 0))!;
        Assert.InRange(reading.Skill, 0.6827 - 0.05, 0.6827 + 0.05);
        Assert.True(reading.Interval.Low < 0.6827 && 0.6827 < reading.Interval.High);
    }

    [Fact]
    public void Intervals_cover_the_skill_about_as_often_as_they_say()
    {
        var covered = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var levels = Draw.Levels(1200, 2, seed);
            var features = Draw.Shifted(Draw.Normal(1200, 2, seed + 1000), levels, 0, 2);
            var (low, high) = AttributeProbe.Read(features, Trait(levels), ProbeRows.Of(1200, null, 1200, seed))!.Interval;
            covered += low < 0.6827 && 0.6827 < high ? 1 : 0;
        }

        Assert.InRange(covered, 52, 60);
    }

    [Fact]
    public void R2_of_a_number_is_its_share_of_signal()
    {
        var random = new Random(5);
        var features = Draw.Normal(3000, 4, 6);
        double[] values = [.. Enumerable.Range(0, 3000).Select(r => (Math.Sqrt(0.7) * features.Values[r * 4]) + (Math.Sqrt(0.3) * random.Normal()))];
        var reading = AttributeProbe.Read(features, AuditTrait.Continuous("v", values), ProbeRows.Of(3000, null, 3000, 0))!;
        Assert.InRange(reading.Skill, 0.66, 0.74);
        Assert.True(reading.Interval.Low < 0.7 && 0.7 < reading.Interval.High);
    }

    [Fact]
    public void A_trace_at_a_thousandth_of_the_scale_is_seen_by_the_blind_head_alone()
    {
        var levels = Draw.Levels(1000, 2, 7);
        var features = Draw.Shifted(Draw.Normal(1000, 6, 8, c => c == 0 ? 1e-4 : 1), levels, 0, 1e-3);
        var rows = ProbeRows.Of(1000, null, 1000, 0);
        var blind = AttributeProbe.Read(Standardiser.Fit(features).Apply(features), Trait(levels), rows)!;
        var space = ProbeSpace.Of(features, 1e-3, 0);
        var truncated = AttributeProbe.Read(space.Truncated(features), Trait(levels), rows)!;
        var floored = AttributeProbe.Read(space.Floored(features, 0.03, 0), Trait(levels), rows)!;
        Assert.InRange(blind.Skill, 0.98, 1);
        Assert.Equal(5, space.Kept);
        Assert.InRange(truncated.Skill, -0.1, 0.1);
        Assert.InRange(floored.Skill, -0.1, 0.1);
    }

    [Fact]
    public void Heads_are_compared_row_by_row()
    {
        var levels = Draw.Levels(2000, 2, 9);
        var weak = Draw.Shifted(Draw.Normal(2000, 3, 10), levels, 0, 1.5);
        var strong = Draw.Shifted(weak, levels, 0, 1.5);
        var rows = ProbeRows.Of(2000, null, 2000, 0);
        Reading a = AttributeProbe.Read(weak, Trait(levels), rows)!, b = AttributeProbe.Read(strong, Trait(levels), rows)!;
        var less = a.Less(b);
        Assert.True(less.High < 0);
        Assert.Equal(0, a.Less(a).Value);
        var unpaired = Math.Sqrt(Math.Pow(a.Interval.High - a.Skill, 2) + Math.Pow(b.Interval.High - b.Skill, 2));
        Assert.True(less.High - less.Value < unpaired);
        Assert.Equal(a.Skill / b.Skill, a.Share(b).Value, 1e-12);
    }

    [Fact]
    public void Reading_within_groups_takes_away_the_credit_for_knowing_the_group()
    {
        // Level 2 * group + coin: the group can be told, the coin cannot.
        int[] groups = Draw.Levels(1200, 3, 11), coins = Draw.Levels(1200, 2, 12);
        var features = Draw.Shifted(Draw.Normal(1200, 4, 13), groups, 0, 8);
        var trait = Trait([.. groups.Zip(coins, (g, c) => (2 * g) + c)]);
        var rows = ProbeRows.Of(1200, null, 1200, 0);
        Assert.InRange(AttributeProbe.Read(features, trait, rows)!.Skill, 0.35, 0.45);
        Assert.InRange(AttributeProbe.Read(features, trait, rows, groups)!.Skill, -0.08, 0.08);
    }

    [Fact]
    public void Clusters_inside_classes_are_found_and_a_long_cloud_is_not_cut()
    {
        int[] classes = Draw.Levels(900, 2, 14), parts = Draw.Levels(900, 3, 15);
        var centres = Draw.Normal(6, 8, 16, _ => 4);
        var features = Draw.Normal(900, 8, 17);
        for (var r = 0; r < 900; r++) for (var c = 0; c < 8; c++) features.Values[(r * 8) + c] += centres.Values[(((classes[r] * 3) + parts[r]) * 8) + c];
        var found = Subclusters.Find(features, classes, 0)!.Value;
        Assert.Equal(6, found.Attribute.Levels.Count);
        Assert.InRange(new Contingency(found.Attribute.Classes!, [.. classes.Zip(parts, (a, b) => (3 * a) + b)]).Ari(), 0.97, 1);
        Assert.Null(Subclusters.Find(Draw.Normal(900, 8, 18, c => c == 0 ? 6 : 1), null, 0));
    }
}
