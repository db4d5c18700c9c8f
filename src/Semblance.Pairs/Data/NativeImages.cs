using System.Runtime.InteropServices;
using System.Text;
using Semblance.Errors;

namespace Semblance.Pairs.Data;

/// <summary>Decoding through the native image library.</summary>
internal static unsafe partial class NativeImages
{
    private const string Library = "semblance_images";
    private const int Abi = 1, Done = 0, TooSmall = 2, MessageBytes = 256;

    private static readonly Lazy<RunException?> Problem = new(Probe);

    /// <summary>Decodes a file in memory to interleaved bytes.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="reduction">1, 2, 4 or 8.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="expected">The size expected at reduction 1, so that room need be made only once.</param>
    /// <param name="buffer">Receives pixels, size and channels.</param>
    /// <returns>Null, or why the file cannot be decoded.</returns>
    /// <exception cref="RunException">The library is missing or of another version.</exception>
    internal static string? Decode(ReadOnlySpan<byte> file, int reduction, int channels, ImageSize expected, PixelBuffer buffer)
    {
        if (Problem.Value is { } problem) throw problem;
        var message = stackalloc byte[MessageBytes];
        int height = (expected.Height + reduction - 1) / reduction, width = (expected.Width + reduction - 1) / reduction;
        while (true)
        {
            var room = buffer.RoomForPixels(checked(height * width * channels));
            int result;
            fixed (byte* bytes = file)
            fixed (byte* pixels = room)
            {
                result = semblance_images_decode(bytes, file.Length, reduction, channels, pixels, room.Length, &height, &width, message, MessageBytes);
            }

            if (result == TooSmall) continue;
            if (result != Done) return Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message));
            (buffer.Pixels, buffer.Size, buffer.Channels) = (room.AsMemory(0, height * width * channels), new ImageSize(height, width), channels);
            return null;
        }
    }

    private static RunException? Probe()
    {
        try
        {
            var abi = semblance_images_abi();
            return abi == Abi ? null : new RunException("the native image library is of another version", $"it has interface {abi}, {Abi} is needed", "run `make build`");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return new RunException(
                "the native image library could not be loaded", e.Message.ReplaceLineEndings(" "),
                "run `make setup build`; it needs Debian's package libopencv-imgcodecs-dev", e);
        }
    }

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int semblance_images_abi();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int semblance_images_decode(
        byte* file, long length, int reduction, int channels, byte* pixels, long capacity, int* height, int* width, byte* message, int messageCapacity);
}
