namespace Semblance.Pairs;

/// <summary>Which part of a data set is read.</summary>
public enum Split
{
    /// <summary>The samples to learn from.</summary>
    Train,

    /// <summary>The samples kept for the final measurement.</summary>
    Test,
}
