using System.CommandLine;

namespace Semblance.Cli.Shell;

/// <summary>One verb of the command line: what it is called, what it takes, what it does.</summary>
internal abstract class Verb
{
    /// <summary>The word after <c>semblance</c>.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence for the list of verbs.</summary>
    public abstract string Summary { get; }

    /// <summary>Command lines that work as they stand, shown by <c>--help</c>.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Arguments and options, in the order of the help text.</summary>
    public virtual IReadOnlyList<Symbol> Symbols => [];

    /// <summary>Does the work and tells what came of it.</summary>
    public abstract Outcome Run(Session session);
}
