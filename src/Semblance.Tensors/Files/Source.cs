using Semblance.Errors;

namespace Semblance.Files;

/// <summary>Opens files to read, with the complaints a user can act on.</summary>
internal static class Source
{
    internal static FileStream Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new RequestException($"cannot read '{path}'", Directory.Exists(path) ? "it is a folder" : "there is no such file", "check the path");
        }

        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RequestException($"cannot read '{path}'", e.Message, "check the file's permissions");
        }
    }
}
