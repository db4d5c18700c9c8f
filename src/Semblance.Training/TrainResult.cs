using Semblance.Training.Profile;
using Semblance.Training.Runs;

namespace Semblance.Training;

/// <summary>What a finished run gave.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Config">Its config, with everything resolved.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="Profile">Where the time of its steps went; null when that was not asked for.</param>
public sealed record TrainResult(RunFolder Folder, TrainConfig Config, IReadOnlyList<EpochRecord> Epochs, TrainProfile? Profile = null);
