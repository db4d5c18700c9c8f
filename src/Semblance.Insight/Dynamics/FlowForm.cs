using Semblance.Objectives;
using Semblance.Objectives.Dynamics;

namespace Semblance.Insight.Dynamics;

/// <summary>A name under which <c>dynamics</c> finds a flow: a method's own, or one that is only analysed.</summary>
/// <param name="Name">The word used on the command line.</param>
/// <param name="Summary">One sentence for people.</param>
/// <param name="OptionsType">The record that holds its options.</param>
/// <param name="Create">The flow from an options record.</param>
public sealed record FlowForm(string Name, string Summary, Type OptionsType, Func<object, IFlow> Create)
{
    /// <summary>The same of a method; null when it has no flow.</summary>
    internal static FlowForm? Of(Method method) => method.Flow is { } flow ? new FlowForm(method.Name, method.Summary, method.OptionsType, flow) : null;
}
