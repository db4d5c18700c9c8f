namespace Semblance.Numerics;

/// <summary>Solution of C w = rho S w.</summary>
/// <param name="Pairs">Values rho, descending, [k]; vectors W, [d, k], with W' S W = I (S with its ridge, where one was asked for); residuals of C w - rho S w
/// for w scaled to length 1, measured within the kept directions of S.</param>
/// <param name="EffectiveRank">Directions of S that were kept, r: all d unless S is singular within the tolerance.</param>
public sealed record GeneralisedSpectrum(Eigenpairs Pairs, int EffectiveRank);
