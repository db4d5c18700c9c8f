namespace Semblance.Insight.Experiments;

/// <summary>A paper whose experiments can be run.</summary>
/// <param name="Name">The word on the command line: <c>spectral</c>.</param>
/// <param name="Title">What its page is called.</param>
/// <param name="Citation">Authors, title, where and when.</param>
/// <param name="Summary">What is reproduced, in a sentence or two.</param>
/// <param name="Experiments">In the order of the page.</param>
public sealed record Paper(string Name, string Title, string Citation, string Summary, IReadOnlyList<Experiment> Experiments);
