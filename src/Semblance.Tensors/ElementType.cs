namespace Semblance.Tensors;

/// <summary>Element types, numbered as libtorch does.</summary>
public enum ElementType
{
    /// <summary>Unsigned byte.</summary>
    UInt8 = 0,

    /// <summary>Signed byte.</summary>
    Int8 = 1,

    /// <summary>16-bit integer.</summary>
    Int16 = 2,

    /// <summary>32-bit integer.</summary>
    Int32 = 3,

    /// <summary>64-bit integer: labels and indices.</summary>
    Int64 = 4,

    /// <summary>IEEE half precision.</summary>
    Float16 = 5,

    /// <summary>Single precision: training.</summary>
    Float32 = 6,

    /// <summary>Double precision: theory.</summary>
    Float64 = 7,

    /// <summary>Single-precision complex.</summary>
    Complex64 = 9,

    /// <summary>Double-precision complex.</summary>
    Complex128 = 10,

    /// <summary>True or false.</summary>
    Bool = 11,

    /// <summary>Brain float: float32's range with 8 bits of precision.</summary>
    BFloat16 = 15,
}
