namespace Semblance.Pairs.Designs;

/// <summary>A design as it is listed.</summary>
/// <param name="Name">The word after <c>+</c>.</param>
/// <param name="Meaning">What it does to a data set, in one line.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Options">Record of its options.</param>
/// <param name="Create">Puts it on a data set: options, data and the place in the chain of designs.</param>
internal sealed record DesignKind(string Name, string Meaning, string Source, Type Options, Func<object, DataSet, DesignPlace, DataSet> Create);
