using Semblance.Errors;
using Semblance.Objectives.BarlowTwins;
using Semblance.Objectives.BetaVae;
using Semblance.Objectives.Byol;
using Semblance.Objectives.CrVae;
using Semblance.Objectives.Joint;
using Semblance.Objectives.Moco;
using Semblance.Objectives.SimClr;
using Semblance.Objectives.SimSiam;
using Semblance.Objectives.SimVae;
using Semblance.Objectives.SpectralContrastive;
using Semblance.Objectives.SupCon;
using Semblance.Objectives.Supervised;
using Semblance.Objectives.Untrained;
using Semblance.Objectives.Vae;
using Semblance.Objectives.VicReg;
using Semblance.Options;

namespace Semblance.Objectives;

/// <summary>The methods this library knows.</summary>
public static class Methods
{
    /// <summary>All methods, in the order of the documentation.</summary>
    public static IReadOnlyList<Method> All { get; } =
    [
        SimClrMethod.Method,
        SupConMethod.Method,
        JointMethod.Method,
        SpectralContrastiveMethod.Method,
        VicRegMethod.Method,
        BarlowTwinsMethod.Method,
        ByolMethod.Method,
        SimSiamMethod.Method,
        MocoMethod.Method,
        VaeMethod.Method,
        BetaVaeMethod.Method,
        CrVaeMethod.Method,
        SimVaeMethod.Method,
        SupervisedMethod.Method,
        UntrainedMethod.Method,
    ];

    /// <summary>The method of a name.</summary>
    /// <param name="name">The word used on the command line: <c>simclr</c>.</param>
    /// <exception cref="RequestException">No method has this name; the message suggests the nearest.</exception>
    public static Method Named(string name) =>
        All.FirstOrDefault(m => m.Name == name) ?? throw Suggestion.Unknown("method", name, All.Select(m => m.Name), "semblance methods");

    /// <summary>Makes the objective of a method from option texts.</summary>
    /// <param name="name">The word used on the command line.</param>
    /// <param name="options">Name and text of each option that is not at its default.</param>
    /// <param name="context">The run it serves.</param>
    /// <exception cref="RequestException">Unknown method or option, or a value out of range.</exception>
    public static IObjective Create(string name, IEnumerable<KeyValuePair<string, string>> options, ObjectiveContext context)
    {
        var method = Named(name);
        return method.Create(OptionSet.Read(method.OptionsType, options, $"method '{name}'"), context);
    }
}
