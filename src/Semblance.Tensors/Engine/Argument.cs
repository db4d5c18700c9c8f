using System.Globalization;
using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>One argument of an operator call; made by conversion from the types an operator can take.</summary>
/// <remarks>A null tensor, list or text becomes None, which every optional argument accepts.</remarks>
public readonly struct Argument
{
    internal readonly ValueKind Kind;
    internal readonly long Integer;
    internal readonly object? Reference;

    private Argument(ValueKind kind, long integer, object? reference)
    {
        Kind = kind;
        Integer = integer;
        Reference = reference;
    }

    /// <summary>No value.</summary>
    public static Argument None => default;

    /// <summary>A tensor, or None when null.</summary>
    public static implicit operator Argument(Tensor? value) => value is null ? None : new(ValueKind.Tensor, 0, value);

    /// <summary>An integer.</summary>
    public static implicit operator Argument(long value) => new(ValueKind.Int, value, null);

    /// <summary>An integer.</summary>
    public static implicit operator Argument(int value) => new(ValueKind.Int, value, null);

    /// <summary>A number.</summary>
    public static implicit operator Argument(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A number, or None when null.</summary>
    public static implicit operator Argument(double? value) => value is { } v ? (Argument)v : None;

    /// <summary>A switch.</summary>
    public static implicit operator Argument(bool value) => new(ValueKind.Bool, value ? 1 : 0, null);

    /// <summary>A text, or None when null.</summary>
    public static implicit operator Argument(string? value) => value is null ? None : new(ValueKind.String, 0, value);

    /// <summary>A list of integers, or None when null.</summary>
    public static implicit operator Argument(long[]? value) => value is null ? None : new(ValueKind.IntList, 0, value);

    /// <summary>A list of numbers, or None when null.</summary>
    public static implicit operator Argument(double[]? value) => value is null ? None : new(ValueKind.DoubleList, 0, value);

    /// <summary>A list of switches, or None when null.</summary>
    public static implicit operator Argument(bool[]? value) => value is null ? None : new(ValueKind.BoolList, 0, value);

    /// <summary>A list of tensors, or None when null; a null element is "no tensor".</summary>
    public static implicit operator Argument(Tensor?[]? value) => value is null ? None : new(ValueKind.TensorList, 0, value);

    /// <summary>A device.</summary>
    public static implicit operator Argument(Device value) => new(ValueKind.Device, ((long)value.Type << 32) | (uint)(value.Index + 1), null);

    /// <summary>An element type, as the dispatcher numbers it.</summary>
    public static implicit operator Argument(ElementType value) => new(ValueKind.Int, (int)value, null);

    /// <summary>A random generator, or None when null.</summary>
    public static implicit operator Argument(Rng? value) => value is null ? None : new(ValueKind.Generator, 0, value);

    /// <summary>The argument as it appears in an error text.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.None => "none",
        ValueKind.Tensor => ((Tensor)Reference!).ToString(),
        ValueKind.Int => Integer.ToString(CultureInfo.InvariantCulture),
        ValueKind.Double => BitConverter.Int64BitsToDouble(Integer).ToString(CultureInfo.InvariantCulture),
        ValueKind.Bool => Integer != 0 ? "true" : "false",
        ValueKind.String => $"'{Reference}'",
        ValueKind.IntList => $"[{string.Join(", ", (long[])Reference!)}]",
        ValueKind.DoubleList => $"[{string.Join(", ", ((double[])Reference!).Select(d => d.ToString(CultureInfo.InvariantCulture)))}]",
        ValueKind.BoolList => $"[{string.Join(", ", (bool[])Reference!)}]",
        ValueKind.TensorList => $"{{{string.Join(", ", ((Tensor?[])Reference!).Select(t => t?.ToString() ?? "none"))}}}",
        ValueKind.Device => new Device((DeviceType)(Integer >> 32), (int)(uint)Integer - 1).ToString(),
        _ => "generator",
    };
}
