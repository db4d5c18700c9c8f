using Semblance.Errors;
using Semblance.Files;
using Semblance.Networks.Optimisers;
using Semblance.Tensors;
using Semblance.Training.Runs;

namespace Semblance.Training.Loop;

/// <summary>All that a run needs to go on as if it had never stopped, in one file.</summary>
internal static class Checkpoint
{
    internal static void Save(RunFolder folder, Learner learner, Optimiser optimiser, Progress progress)
    {
        using var scope = new TensorScope();
        var tensors = learner.State.Concat(optimiser.State.Select(s => KeyValuePair.Create("optimiser." + s.Key, s.Value))).ToList();
        foreach (var (name, tensor) in tensors)
        {
            if (tensor.ElementType is ElementType.Float32 or ElementType.Float64 && !tensor.AllFinite())
            {
                throw new RunException($"'{name}' is not finite after step {progress.Step}", "the training diverged", "lower --set learning-rate, or set clip; the last good checkpoint is kept");
            }
        }

        Safetensors.Write(folder.CheckpointFile, tensors, progress.ToMetadata());
    }

    /// <summary>Restores learner and optimiser.</summary>
    /// <returns>How far the run was; the beginning when it never saved a checkpoint.</returns>
    internal static Progress Load(RunFolder folder, Learner learner, Optimiser optimiser)
    {
        if (!File.Exists(folder.CheckpointFile)) return new Progress();
        using var file = Safetensors.Read(folder.CheckpointFile);
        learner.Load(file.Tensors);
        optimiser.Load(file.Tensors.Where(t => t.Key.StartsWith("optimiser.", StringComparison.Ordinal))
            .ToDictionary(t => t.Key["optimiser.".Length..], t => t.Value));
        return Progress.FromMetadata(file.Metadata);
    }
}
