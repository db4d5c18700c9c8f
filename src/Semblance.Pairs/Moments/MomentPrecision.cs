namespace Semblance.Pairs.Moments;

/// <summary>In what precision the products of moments are formed; sums are float64 in either case.</summary>
public enum MomentPrecision
{
    /// <summary>Products in float64: errors near 1e-15 of the diagonal. The default.</summary>
    Float64,

    /// <summary>Products of centred rows in float32, tile by tile, the tiles summed in float64: about twice as fast, errors near 1e-7 of the diagonal.</summary>
    Float32,
}
