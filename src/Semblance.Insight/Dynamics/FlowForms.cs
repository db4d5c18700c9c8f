using Semblance.Errors;
using Semblance.Objectives;
using Semblance.Objectives.Dynamics;

namespace Semblance.Insight.Dynamics;

/// <summary>All flows by name: of the methods that have one, then of the losses that are only analysed.</summary>
public static class FlowForms
{
    internal const string Orthonormal = "orthonormal", Unconstrained = "unconstrained";

    /// <summary>All of them, methods first.</summary>
    public static IReadOnlyList<FlowForm> All { get; } =
    [
        .. Methods.All.Select(FlowForm.Of).OfType<FlowForm>(),
        new(Orthonormal, "Contrastive and non-contrastive trace losses with orthonormal weights.", typeof(OrthonormalOptions), _ => new OrthonormalFlow()),
        new(Unconstrained, "The same trace losses without a constraint: every output becomes a copy of the leading direction.", typeof(OrthonormalOptions), _ => new UnconstrainedFlow()),
    ];

    /// <summary>The flow of a name.</summary>
    /// <param name="name">The word used on the command line: <c>spectral</c>.</param>
    /// <exception cref="RequestException">No flow has this name; the message says when a method without one has, and suggests the nearest otherwise.</exception>
    public static FlowForm Named(string name)
    {
        if (All.FirstOrDefault(f => f.Name == name) is { } found) return found;
        if (Methods.All.All(m => m.Name != name)) throw Suggestion.Unknown("flow", name, All.Select(f => f.Name));
        throw new RequestException($"the learning curve of method '{name}' is not known", $"known are {string.Join(", ", All.Select(f => f.Name))}", "take one of these, or train with the monitor on");
    }
}
