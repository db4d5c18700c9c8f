using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>An ATen operator found by name. Calls are checked against the operator's schema and missing trailing arguments get its defaults.</summary>
public sealed unsafe class Operator
{
    private static readonly ConcurrentDictionary<string, Operator> Known = new();
    private readonly Lazy<nint> _native;

    private Operator(string name, string overload)
    {
        Name = name;
        Overload = overload;
        _native = new Lazy<nint>(Find);
    }

    /// <summary>Told of every call; null, the default, for nobody. Set by the compute thread while it profiles.</summary>
    internal static OperatorWatch? Watch { get; set; }

    /// <summary>Qualified name: <c>aten::add</c>.</summary>
    public string Name { get; }

    /// <summary>Overload name: <c>Tensor</c>; empty for the plain one.</summary>
    public string Overload { get; }

    /// <summary>The schema as the loaded libtorch states it.</summary>
    public string Schema => Text.From(NativeMethods.semblance_op_schema((void*)_native.Value));

    /// <summary>An operator by name; looked up at the first call, so naming one costs nothing.</summary>
    /// <param name="name">Name with overload: <c>add.Tensor</c>; the <c>aten::</c> prefix may be left out.</param>
    /// <returns>The same object each time.</returns>
    public static Operator Named(string name) => Known.GetOrAdd(name, Make);

    /// <summary>Calls the operator for its first result, a tensor; others are let go. An operator that works in place, or has nothing
    /// to do, gives back the argument itself.</summary>
    /// <exception cref="TorchException">The engine refused; the message carries operator and argument shapes.</exception>
    public Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        Value* results;
        var count = Invoke(arguments, &results);
        if (count > 1) Release(results + 1, count - 1);
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
        if (count == 1 && results[0].Kind is ValueKind.Int or ValueKind.Bool) return results[0].Integer;
        if (count == 1 && results[0].Kind == ValueKind.Double) return results[0].Number;
        Release(results, count);
        throw new InvalidOperationException($"{Name} gave no single number");
    }

    /// <summary>Calls the operator for its effect; results, if any, are let go.</summary>
    /// <exception cref="TorchException">The engine refused.</exception>
    public void Run(params ReadOnlySpan<Argument> arguments)
    {
        Value* results;
        var count = Invoke(arguments, &results);
        Release(results, count);
    }

    private static Operator Make(string name)
    {
        var qualified = name.Contains("::", StringComparison.Ordinal) ? name : "aten::" + name;
        var dot = qualified.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new Operator(qualified, "") : new Operator(qualified[..dot], qualified[(dot + 1)..]);
    }

    private static void Release(Value* results, int count)
    {
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
            Status.Check(NativeMethods.semblance_op_find(name, overload, &op), $"operator {Name}");
        }

        return (nint)op;
    }

    private int Invoke(ReadOnlySpan<Argument> arguments, Value** results)
    {
        using var frame = new CallFrame(arguments);
        int count;
        var watch = Watch;
        var started = watch is null ? 0 : Stopwatch.GetTimestamp();
        var status = NativeMethods.semblance_op_call((void*)_native.Value, frame.Values, arguments.Length, results, &count);
        if (status != 0) throw Failure(status, arguments);
        watch?.Add(this, arguments, Stopwatch.GetElapsedTime(started).TotalSeconds);
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
