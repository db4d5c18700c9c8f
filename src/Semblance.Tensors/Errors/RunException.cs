namespace Semblance.Errors;

/// <summary>The job failed although the request was right: data, disk or the native engine. The program exits with 1.</summary>
/// <remarks>The message is one paragraph of three parts: what - what was seen - what to do.</remarks>
public sealed class RunException : Exception
{
    /// <summary>A complaint in its three parts.</summary>
    /// <param name="what">What failed, naming the file or step.</param>
    /// <param name="seen">What was seen, with values, shapes or the system's own words.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="cause">The exception behind it, if any.</param>
    public RunException(string what, string seen, string remedy, Exception? cause = null)
        : base(Complaint.Text(what, seen, remedy), cause)
    {
    }
}
