using Spectre.Console;

namespace Semblance.Cli.Shell;

/// <summary>Consoles on given writers: coloured and live on a terminal, plain lines elsewhere.</summary>
internal static class Screen
{
    /// <summary>Width of lines where no terminal tells one, so that tables in files and pipes are not folded at 80.</summary>
    private const int PlainWidth = 160;

    public static IAnsiConsole On(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal) console.Profile.Width = PlainWidth;
        return console;
    }

    /// <summary>A table with a plain look; the first column is left-aligned, numbers are the caller's to align.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)));
        return table;
    }

    public static void AddTextRow(this Table table, params string[] cells) => table.AddRow([.. cells.Select(c => new Text(c))]);
}
