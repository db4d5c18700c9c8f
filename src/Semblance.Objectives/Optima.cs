using Semblance.Errors;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.VicReg;
using Semblance.Objectives.Whitening;
using Semblance.Options;

namespace Semblance.Objectives;

/// <summary>All closed forms by name: of the methods that have one, then of those that are only solved, never trained.</summary>
public static class Optima
{
    /// <summary>All of them, methods first.</summary>
    public static IReadOnlyList<ClosedForm> All { get; } = [.. Methods.All.Select(ClosedForm.Of).OfType<ClosedForm>(), WhiteningForm.Form, VicRegMinibatchForm.Form];

    /// <summary>The closed form of a name.</summary>
    /// <param name="name">The word used on the command line: <c>vicreg</c>.</param>
    /// <exception cref="RequestException">No closed form has this name; the message says when a method without one has, and suggests the nearest otherwise.</exception>
    public static ClosedForm Named(string name)
    {
        if (All.FirstOrDefault(f => f.Name == name) is { } found) return found;
        if (Methods.All.All(m => m.Name != name)) throw Suggestion.Unknown("closed form", name, All.Select(f => f.Name));
        throw new RequestException($"method '{name}' has no closed form", $"known are {string.Join(", ", All.Select(f => f.Name))}", "solve one of these, or train");
    }

    /// <summary>The optimum of a name from option texts.</summary>
    /// <param name="name">The word used on the command line.</param>
    /// <param name="options">Name and text of each option that is not at its default.</param>
    /// <exception cref="RequestException">Unknown name or option, or a value out of range.</exception>
    public static Optimum Create(string name, IEnumerable<KeyValuePair<string, string>> options)
    {
        var form = Named(name);
        return form.Create(OptionSet.Read(form.OptionsType, options, $"method '{name}'"));
    }
}
