using System.Diagnostics;
using System.Globalization;
using Semblance.Tensors;
using Semblance.Tensors.Engine;

namespace Semblance.Training.Profile;

/// <summary>Takes the time of each phase of each step, and of each operator of the forward pass.</summary>
/// <remarks>On a GPU phases are the times of asking; the step waits for the device where it reads the loss.</remarks>
internal sealed class StepProfile : OperatorWatch, IDisposable
{
    private readonly ElementType _precision;
    private readonly Device _device;
    private readonly double[] _seconds = new double[Enum.GetValues<TrainPhase>().Length];
    private readonly Dictionary<string, (int Calls, double Seconds, double Operations)> _layers = [];
    private readonly Dictionary<string, (Operator Called, ConvolutionCall Call, int Count)> _convolutions = [];
    private TrainPhase? _phase;
    private long _since;
    private int _steps;
    private long _began;
    private double _start;
    private double _startProcessor;
    private double _first;
    private double _backward;

    internal StepProfile(ElementType precision, Device device) => (_precision, _device) = (precision, device);

    public void Dispose() => Operator.Watch = null;

    /// <summary>A step begins: its views are there.</summary>
    internal void Begin()
    {
        if (_steps == 0) (_start, _startProcessor, _began) = (SinceProcessStart(), Environment.CpuUsage.TotalTime.TotalSeconds, Stopwatch.GetTimestamp());
        if (_steps == 1) Forget();
        _convolutions.Clear();
        Operator.Watch = this;
        Enter(TrainPhase.Copy);
    }

    /// <summary>Another phase begins.</summary>
    internal void Enter(TrainPhase phase)
    {
        Pause();
        _phase = phase;
    }

    /// <summary>No phase: what happens now is not counted.</summary>
    internal void Pause()
    {
        var now = Stopwatch.GetTimestamp();
        if (_phase is { } before) _seconds[(int)before] += Stopwatch.GetElapsedTime(_since, now).TotalSeconds;
        (_phase, _since) = (null, now);
    }

    /// <summary>A step is done.</summary>
    /// <param name="waited">Seconds it waited for its views before it began.</param>
    internal void End(double waited)
    {
        Pause();
        Operator.Watch = null;
        _seconds[(int)TrainPhase.Views] += waited;
        if (_steps++ == 0) _first = _start + Stopwatch.GetElapsedTime(_began).TotalSeconds; // the process's own clock has hundredths only
    }

    internal override void Add(Operator called, ReadOnlySpan<Argument> arguments, double seconds)
    {
        if (_phase != TrainPhase.Forward) return;
        var kind = LayerKinds.Of(called);
        var operations = LayerKinds.Operations(kind, arguments);
        var (calls, before, sum) = _layers.GetValueOrDefault(kind);
        _layers[kind] = (calls + 1, before + seconds, sum + operations);
        if (!NoGradient.IsRecording) return;
        if (kind == LayerKinds.Product) _backward += 2 * operations;
        if (kind != LayerKinds.Convolution || ConvolutionCall.Of(arguments) is not { } call) return;
        _backward += call.Backward;
        var key = called.Name + call.Key;
        _convolutions[key] = (called, call, _convolutions.GetValueOrDefault(key).Count + 1);
    }

    /// <summary>What was seen; null before the first step. Runs the convolutions of a step again, by themselves.</summary>
    internal TrainProfile? Result()
    {
        Operator.Watch = null;
        if (_steps == 0) return null;
        var counted = Math.Max(1, _steps - 1);
        TrainPhase[] between = [TrainPhase.Evaluation, TrainPhase.Files];
        var step = _seconds.Where((_, p) => !between.Contains((TrainPhase)p)).Sum() / counted;
        var forward = _layers.Values.Sum(l => l.Operations);
        double? Rate(TrainPhase phase) => phase switch
        {
            TrainPhase.Forward when forward > 0 => forward / _seconds[(int)phase] / 1e9,
            TrainPhase.Backward when _backward > 0 => _backward / _seconds[(int)phase] / 1e9,
            _ => null,
        };
        var phases = Enum.GetValues<TrainPhase>().Select(p => between.Contains(p)
            ? new PhaseTime(p, _seconds[(int)p], null, null)
            : new PhaseTime(p, _seconds[(int)p] / counted, _seconds[(int)p] / counted / step, Rate(p)));
        var layers = _layers.OrderByDescending(l => l.Value.Seconds).Select(l => new LayerTime(
            l.Key, (double)l.Value.Calls / counted, l.Value.Seconds / counted, l.Value.Seconds / counted / step, l.Value.Operations > 0 ? l.Value.Operations / l.Value.Seconds / 1e9 : null));
        var (alone, rate) = Alone();
        return new TrainProfile(counted, step, _start, _startProcessor, _first, [.. phases], [.. layers], alone, rate, EngineSpeed.MatrixProduct(_device));
    }

    private (double? Seconds, double? Gigaflops) Alone()
    {
        if (_convolutions.Count == 0) return (null, null);
        var (seconds, operations) = (0.0, 0.0);
        foreach (var (called, call, count) in _convolutions.Values)
        {
            seconds += count * call.Seconds(called, _precision, _device);
            operations += count * (call.Forward + call.Backward);
        }

        return (seconds, operations / seconds / 1e9);
    }

    /// <summary>The first step also compiles, chooses kernels and fills caches.</summary>
    private void Forget()
    {
        Array.Clear(_seconds);
        _layers.Clear();
        _backward = 0;
    }

    /// <summary>Linux counts both from the same clock; the calendar time of a process's start is off on machines that were stopped and went on.</summary>
    private static double SinceProcessStart()
    {
        const double TicksPerSecond = 100;
        if (OperatingSystem.IsLinux())
        {
            var fields = File.ReadAllText("/proc/self/stat").Split(") ", 2)[^1].Split(' ');
            var up = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
            return up - (double.Parse(fields[19], CultureInfo.InvariantCulture) / TicksPerSecond);
        }

        using var process = Process.GetCurrentProcess();
        return (DateTime.Now - process.StartTime).TotalSeconds;
    }
}
