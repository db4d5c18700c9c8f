namespace Semblance.Training.Monitor;

/// <summary>One thing the monitor found.</summary>
/// <param name="Verdict">What it means for training.</param>
/// <param name="Text">One sentence with the numbers it rests on.</param>
/// <param name="Cause">What is behind it; null in runs of earlier versions.</param>
public sealed record MonitorFinding(MonitorVerdict Verdict, string Text, MonitorCause? Cause = null)
{
    /// <summary>Whether a user should act: true for collapse, and for what no training under these views, options and dimensions will learn.</summary>
    public bool IsAlert => Verdict is MonitorVerdict.Collapsed or MonitorVerdict.CannotBeLearnt;

    /// <summary>Verdict and cause in words, for people.</summary>
    public string Heading() => Cause switch
    {
        MonitorCause.ConstantOutput => "collapsed, one output for all samples",
        MonitorCause.DeadUnits => "collapsed, dead units",
        MonitorCause.RankCollapse => "collapsed, too few directions",
        MonitorCause.StrongInvariance => "cannot be learnt, invariance too strong",
        MonitorCause.ViewsDisagree => "cannot be learnt under these views",
        MonitorCause.SmallEmbedding => "cannot be learnt, embedding too small",
        _ => Verdict switch
        {
            MonitorVerdict.Collapsed => "collapsed",
            MonitorVerdict.CannotBeLearnt => "cannot be learnt under these views",
            MonitorVerdict.NotYetLearnt => "not yet learnt",
            _ => "learning",
        },
    };
}
