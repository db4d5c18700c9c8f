using Spectre.Console;

namespace Semblance.Cli.Shell;

/// <summary>What a verb found: one document for programs, one text for people.</summary>
/// <param name="Document">Serialised as the JSON document; names become snake_case.</param>
/// <param name="Show">Writes the same for people.</param>
/// <param name="ExitCode">0 unless the verb itself judged something, as <c>doctor</c> does.</param>
internal sealed record Outcome(object Document, Action<IAnsiConsole> Show, int ExitCode = 0);
