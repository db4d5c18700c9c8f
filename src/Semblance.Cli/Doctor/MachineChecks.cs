using System.Globalization;
using System.Runtime.InteropServices;

namespace Semblance.Cli.Doctor;

/// <summary>Looks at what surrounds the engine: memory, disk, image codecs, data.</summary>
internal static class MachineChecks
{
    private const double Gibi = 1L << 30;

    public static IEnumerable<Check> All() => [Program(), Memory(), Disk(), Images()];

    private static Check Program() => new(
        "program", true, $"semblance {typeof(MachineChecks).Assembly.GetName().Version?.ToString(3)} on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");

    private static Check Memory()
    {
        var gibi = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gibi;
        return new("memory", true, $"{Number(gibi)} GiB", gibi < 4 ? "little: use small batches and data sets" : null);
    }

    private static Check Disk()
    {
        var here = Directory.GetCurrentDirectory();
        var free = new DriveInfo(here).AvailableFreeSpace / Gibi;
        return new("disk", true, $"{Number(free)} GiB free in {here}", free < 1 ? "little: give --out a folder on another disk" : null);
    }

    private static Check Images()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "libsemblance_images.so");
        if (!NativeLibrary.TryLoad(path, out var library))
        {
            return new("images", false, File.Exists(path) ? "the image library is there but cannot be loaded: OpenCV is missing" : $"{path} does not exist", "run `make setup`, then `make build`");
        }

        NativeLibrary.Free(library);
        return new("images", true, "JPEG, PNG and WebP can be read");
    }

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
