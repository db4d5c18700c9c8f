using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Cli.Shell;

/// <summary>An error as the user meets it: one paragraph and an exit code.</summary>
/// <param name="Message">What - what was seen - what to do.</param>
/// <param name="ExitCode">See <see cref="ExitCodes"/>.</param>
internal sealed record Failure(string Message, int ExitCode)
{
    /// <summary>The kind as a word, for JSON.</summary>
    public string Kind => ExitCode switch { ExitCodes.BadRequest => "request", ExitCodes.Stopped => "stopped", _ => "run" };

    public static Failure Of(Exception exception) => exception switch
    {
        RequestException e => new(e.Message, ExitCodes.BadRequest),
        RunException e => new(e.Message, ExitCodes.Failed),
        OperationCanceledException => new("stopped - Ctrl-C or a request to end was seen - start again, with --resume where the verb has it", ExitCodes.Stopped),
        TorchException e => new($"the engine failed - {e.Message} - check the shapes and types of the input; --debug shows where", ExitCodes.Failed),
        OutOfMemoryException e => new($"memory ran out - {e.Message} - use smaller data, a smaller batch or a smaller encoder", ExitCodes.Failed),
        IOException or UnauthorizedAccessException => new($"a file could not be read or written - {exception.Message} - check path, permissions and free space", ExitCodes.Failed),
        ArgumentException e => new($"a value was refused - {e.Message} - see the verb's --help", ExitCodes.BadRequest),
        _ => new($"the program failed - {exception.GetType().Name}: {exception.Message} - run again with --debug and report it", ExitCodes.Failed),
    };
}
