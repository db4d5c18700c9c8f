using System.Text.Json.Nodes;
using Semblance.Cli.Shell;

namespace Semblance.Cli.Tests;

/// <summary>What one command line gave, run within this process.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    /// <summary>The one document on stdout; throws when there is anything else.</summary>
    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    public static Invocation Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new Application(output, error).Run(arguments);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Checks the shape every error has: nothing on stdout, one paragraph of three parts on stderr, no stack trace.</summary>
    public void MustFail(int exitCode, params string[] parts)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.Equal("", Output);
        var lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var complaint = Assert.Single(lines, l => l.StartsWith("error: ", StringComparison.Ordinal));
        Assert.True(complaint.Split(" - ").Length >= 3, complaint);
        Assert.DoesNotContain("   at ", Error);
        foreach (var part in parts) Assert.Contains(part, complaint);
    }
}
