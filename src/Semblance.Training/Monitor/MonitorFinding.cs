namespace Semblance.Training.Monitor;

/// <summary>One thing the monitor found.</summary>
/// <param name="Verdict">What it is.</param>
/// <param name="Text">One sentence with the numbers it rests on.</param>
public sealed record MonitorFinding(MonitorVerdict Verdict, string Text)
{
    /// <summary>Whether a user should act: true for collapse and for views that destroy what there is to learn.</summary>
    public bool IsAlert => Verdict is MonitorVerdict.Collapsed or MonitorVerdict.CannotBeLearnt;
}
