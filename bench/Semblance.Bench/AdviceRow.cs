namespace Semblance.Bench;

/// <summary>All draws of one task at one number of labels.</summary>
internal sealed record AdviceRow(string Task, int Labels, IReadOnlyList<AdviceDraw> Draws)
{
    internal double Mean(Func<AdviceDraw, double> value) => Draws.Average(value);
}
