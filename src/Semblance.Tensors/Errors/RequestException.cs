namespace Semblance.Errors;

/// <summary>The request was wrong: an unknown name, a value out of range, a file of the wrong shape. The program exits with 2.</summary>
/// <remarks>The message is one paragraph of three parts: what - what was seen - what to do.</remarks>
public sealed class RequestException : ArgumentException
{
    /// <summary>A complaint in its three parts.</summary>
    /// <param name="what">What is wrong, naming the thing: <c>unknown method 'simclrr'</c>.</param>
    /// <param name="seen">What was seen, with values and shapes.</param>
    /// <param name="remedy">What to do about it.</param>
    public RequestException(string what, string seen, string remedy)
        : base(Complaint.Text(what, seen, remedy))
    {
    }
}
