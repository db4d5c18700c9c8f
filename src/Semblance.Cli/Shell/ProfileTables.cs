using System.Globalization;
using Semblance.Training.Profile;
using Spectre.Console;

namespace Semblance.Cli.Shell;

/// <summary>Where the time of a training went, for people.</summary>
internal static class ProfileTables
{
    public static void Show(IAnsiConsole console, TrainProfile profile)
    {
        var phases = Screen.Table("phase", "ms", "share of step %", "GFLOP/s");
        foreach (var p in profile.Phases) phases.AddTextRow(TrainProfile.Word(p.Phase) + (p.Share is null ? " (in all)" : ""), Milliseconds(p.Seconds), Numbers.Percent(p.Share), Numbers.Short(p.Gigaflops, "F0"));
        console.Write(phases);
        var layers = Screen.Table("forward, by kind", "calls", "ms", "share of step %", "GFLOP/s");
        foreach (var l in profile.Layers) layers.AddTextRow(l.Kind, Numbers.Short(l.Calls), Milliseconds(l.Seconds), Numbers.Percent(l.Share), Numbers.Short(l.Gigaflops, "F0"));
        console.Write(layers);
        if (profile.ConvolutionSeconds is { } alone)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The step's convolutions alone, forward and backward: {Milliseconds(alone)} ms at {profile.ConvolutionGigaflops:F0} GFLOP/s, {profile.ConvolutionShare:P0} of the step."));
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"One step {Milliseconds(profile.StepSeconds)} ms, mean of {profile.Steps}; a matrix product of side 1024 runs at {profile.ProductGigaflops:F0} GFLOP/s. From the start of the program to the first step {profile.StartSeconds:F1} s, to its end {profile.FirstStepSeconds:F1} s."));
    }

    private static string Milliseconds(double seconds) => (1e3 * seconds).ToString("F1", CultureInfo.InvariantCulture);
}
