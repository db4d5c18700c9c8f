#:project ../src/Semblance.Tensors/Semblance.Tensors.csproj
#:property PublishAot=false
#:property NoWarn=CS1591
// Processor time of one thread: what one operator call costs, and what keeping memory is worth on a step of convolution, batch norm and ReLU.
// Run: dotnet run -c Release bench/engine.cs            (bench/engine.py measures PyTorch the same way)
//      SEMBLANCE_KEEP_MEMORY=0 dotnet run -c Release bench/engine.cs
using Semblance.Tensors;

Runtime.Threads = 1;
using var rng = new Rng(1);
using var outer = new TensorScope();
var small = Tensor.Ones([4]);
var withGradient = Tensor.Ones([4]);
withGradient.RequiresGradient = true;

Report("add, 4 elements", PerCall(() => _ = small + small));
Report("add, 4 elements, gradient recorded", PerCall(() => _ = withGradient + small));
Report("add in place, 4 elements", PerCall(() => small.AddInPlace(small, 0)));
Report("shape of a tensor", PerCall(() => _ = small.Shape));
Report("item of a scalar", PerCall(() => _ = Scalar.One.Item()));

var images = Tensor.RandomNormal(rng, [128, 32, 32, 32]);
var weight = Tensor.RandomNormal(rng, [32, 32, 3, 3]);
var (gain, bias) = (Tensor.Ones([32]), Tensor.Zeros([32]));
foreach (var leaf in new[] { weight, gain, bias }) leaf.RequiresGradient = true;
var convolve = Operator.Named("conv2d");
var normalise = Operator.Named("batch_norm");
Report("conv + batch norm + ReLU, forward and backward, [128, 32, 32, 32], 3 layers", PerCall(Step, perRound: 1, rounds: 15));
using var status = new StreamReader("/proc/self/stat");
var faults = status.ReadToEnd().Split(' ')[9];
Console.WriteLine($"kept {Runtime.KeptBytes >> 20} MiB, resident {Environment.WorkingSet >> 20} MiB, page faults {faults}");

void Step()
{
    var x = images;
    for (var layer = 0; layer < 3; layer++)
    {
        x = normalise.Call(convolve.Call(x, weight, Argument.None, 1, 1), gain, bias, Argument.None, Argument.None, true, 0.1, 1e-5, false).Relu();
    }

    Gradients.Backward(x.Mean());
    foreach (var leaf in new[] { weight, gain, bias }) leaf.Gradient = null;
}

// Processor time, and the best of the rounds: wall-clock time on a busy machine measures the neighbours.
static double PerCall(Action call, int perRound = 20_000, int rounds = 15)
{
    var best = double.PositiveInfinity;
    for (var round = 0; round < rounds; round++)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var k = 0; k < perRound;)
        {
            using var scope = new TensorScope();
            for (var end = Math.Min(k + 100, perRound); k < end; k++) call();
        }

        best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / perRound);
    }

    return best;
}

static void Report(string what, double microseconds) =>
    Console.WriteLine(microseconds < 1000 ? $"{what}: {microseconds:F2} us" : $"{what}: {microseconds / 1000:F1} ms");

internal static class Scalar
{
    internal static readonly Tensor One = Tensor.Scalar(1).Keep();
}
