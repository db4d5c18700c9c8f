using Semblance.Errors;

namespace Semblance.Files;

/// <summary>A file that appears complete or not at all: written beside its place, flushed to disk, then renamed.</summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private bool _committed;

    /// <summary>Begins to write.</summary>
    /// <param name="path">The final place; its folder must exist.</param>
    /// <exception cref="RunException">The folder cannot be written.</exception>
    public AtomicFile(string path)
    {
        _path = path;
        _temporary = path + ".partial";
        try
        {
            _stream = new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
    }

    /// <summary>Writes text as UTF-8.</summary>
    /// <exception cref="RunException">The disk is full or the folder cannot be written.</exception>
    public static void WriteText(string path, string text)
    {
        using var file = new AtomicFile(path);
        file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        file.Commit();
    }

    /// <summary>Appends bytes.</summary>
    /// <exception cref="RunException">The disk is full.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (IOException e)
        {
            throw Failure(e);
        }
    }

    /// <summary>Makes the file appear under its name.</summary>
    /// <exception cref="RunException">The disk is full or the file cannot be put in place; what was there before is untouched.</exception>
    public void Commit()
    {
        try
        {
            _stream.Flush(flushToDisk: true);
            _stream.Dispose();
            File.Move(_temporary, _path, overwrite: true);
            _committed = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
    }

    /// <summary>Removes what was written if it was not committed.</summary>
    public void Dispose()
    {
        if (_committed) return;
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // The buffer could not be flushed: that was reported by Write or Commit, and the file goes away next.
        }

        File.Delete(_temporary);
    }

    private RunException Failure(Exception e) => new($"cannot write '{_path}'", e.Message, "free disk space or choose a folder you may write to; nothing that was there before has been changed", e);
}
