using System.Text;
using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>An ATen operator found by name. Calls are checked against the operator's schema and missing trailing arguments get its defaults.</summary>
public sealed unsafe class Operator
{
    private readonly Lazy<nint> _native;

    private Operator(string name, string overload)
    {
        Name = name;
        Overload = overload;
        _native = new Lazy<nint>(Find);
    }

    /// <summary>Qualified name: <c>aten::add</c>.</summary>
    public string Name { get; }

    /// <summary>Overload name: <c>Tensor</c>; empty for the plain one.</summary>
    public string Overload { get; }

    /// <summary>The schema as the loaded libtorch states it.</summary>
    public string Schema => Text.From(NativeMethods.semblance_op_schema((void*)_native.Value));

    /// <summary>An operator by name; looked up at the first call, so naming one costs nothing.</summary>
    /// <param name="name">Name with overload: <c>add.Tensor</c>; the <c>aten::</c> prefix may be left out.</param>
    public static Operator Named(string name)
    {
        var qualified = name.Contains("::", StringComparison.Ordinal) ? name : "aten::" + name;
        var dot = qualified.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new Operator(qualified, "") : new Operator(qualified[..dot], qualified[(dot + 1)..]);
    }

    /// <summary>Calls the operator for its one tensor result.</summary>
    /// <exception cref="TorchException">The engine refused; the message carries operator and argument shapes.</exception>
    public Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        Value* results;
        var count = Invoke(arguments, &results);
        if (count < 1 || results[0].Kind != ValueKind.Tensor) throw new InvalidOperationException($"{Name} gave no tensor");
        return Tensor.Own(results[0].Pointer, arguments);
    }

    /// <summary>Calls the operator for all its tensor results, lists flattened; results that are no tensors are left out.</summary>
    /// <exception cref="TorchException">The engine refused.</exception>
    public Tensor[] CallMany(params ReadOnlySpan<Argument> arguments)
    {
        Value* results;
        var count = Invoke(arguments, &results);
        var tensors = new List<Tensor>(count);
        for (var k = 0; k < count; k++)
        {
            if (results[k].Kind == ValueKind.Tensor) tensors.Add(Tensor.Own(results[k].Pointer, arguments));
        }

        return [.. tensors];
    }

    /// <summary>Calls the operator for its one number: an integer, a switch (0 or 1) or a float.</summary>
    /// <exception cref="TorchException">The engine refused.</exception>
    public double CallNumber(params ReadOnlySpan<Argument> arguments)
    {
        Value* results;
        var count = Invoke(arguments, &results);
        if (count != 1) throw new InvalidOperationException($"{Name} gave {count} results instead of a number");
        return results[0].Kind switch
        {
            ValueKind.Int or ValueKind.Bool => results[0].Integer,
            ValueKind.Double => results[0].Number,
            _ => throw new InvalidOperationException($"{Name} gave no number"),
        };
    }

    /// <summary>Calls the operator for its effect; results, if any, are let go.</summary>
    /// <exception cref="TorchException">The engine refused.</exception>
    public void Run(params ReadOnlySpan<Argument> arguments)
    {
        Value* results;
        var count = Invoke(arguments, &results);
        for (var k = 0; k < count; k++)
        {
            if (results[k].Kind == ValueKind.Tensor) NativeMethods.semblance_tensor_release(results[k].Pointer);
        }
    }

    private nint Find()
    {
        Runtime.EnsureLoaded();
        void* op;
        fixed (byte* name = Encoding.UTF8.GetBytes(Name + "\0"), overload = Encoding.UTF8.GetBytes(Overload + "\0"))
        {
            Status.Check(NativeMethods.semblance_op_find(name, overload, &op), "find operator");
        }

        return (nint)op;
    }

    private int Invoke(ReadOnlySpan<Argument> arguments, Value** results)
    {
        using var frame = new CallFrame(arguments);
        int count;
        var status = NativeMethods.semblance_op_call((void*)_native.Value, frame.Values, arguments.Length, results, &count);
        if (status != 0) throw Failure(status, arguments);
        return count;
    }

    private TorchException Failure(int status, ReadOnlySpan<Argument> arguments)
    {
        var text = Text.From(NativeMethods.semblance_last_error());
        var given = new List<string>();
        foreach (var argument in arguments) given.Add(argument.ToString());
        return new TorchException((TorchErrorKind)status, $"{Name}({string.Join(", ", given)})", text);
    }
}
