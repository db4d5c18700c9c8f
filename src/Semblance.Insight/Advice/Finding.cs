namespace Semblance.Insight.Advice;

/// <summary>One sentence of the verdict.</summary>
/// <param name="Id">What kind of sentence it is: <c>aligned</c>, <c>raw-as-good</c>.</param>
/// <param name="Text">The sentence, with the numbers behind it.</param>
public sealed record Finding(string Id, string Text);
