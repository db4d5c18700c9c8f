namespace Semblance.Insight.Report;

/// <summary>How a curve is drawn.</summary>
internal enum CurveStyle
{
    /// <summary>A line, with dots where there are few points.</summary>
    Automatic,

    /// <summary>A line without dots.</summary>
    Line,

    /// <summary>A dashed line without dots.</summary>
    Dashed,

    /// <summary>Dots alone.</summary>
    Dots,
}
