using Semblance.Cli.Shell;

namespace Semblance.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Verbs => [.. new Application(TextWriter.Null, TextWriter.Null).Verbs.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_of_every_verb_has_an_example_that_begins_with_it(string verb)
    {
        var help = Invocation.Of(verb, "--help");
        Assert.Equal(ExitCodes.Done, help.ExitCode);
        Assert.Matches($@"Examples?:\n  semblance {verb}", help.Output);
        Assert.Contains("--json", help.Output);
        Assert.Contains("Exit codes: 0", help.Output);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Examples_use_only_options_the_verb_has(string verb)
    {
        var application = new Application(TextWriter.Null, TextWriter.Null);
        foreach (var example in application.Verbs.Single(v => v.Name == verb).Examples)
        {
            var words = example.Split(" > ")[0].Split(' ').Skip(1).ToArray();
            Assert.Empty(application.Root.Parse(words).Errors);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_option_says_what_it_does(string verb)
    {
        var application = new Application(TextWriter.Null, TextWriter.Null);
        var command = application.Root.Subcommands.Single(c => c.Name == verb);
        Assert.All(command.Options, o => Assert.False(string.IsNullOrWhiteSpace(o.Description), o.Name));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Completion_script_knows_every_verb_and_its_options(string shell)
    {
        var script = Invocation.Of("completion", shell).Output;
        var application = new Application(TextWriter.Null, TextWriter.Null);
        Assert.All(application.Verbs, v => Assert.Contains(v.Name, script));
        foreach (var option in application.Root.Subcommands.SelectMany(c => c.Options))
        {
            Assert.Contains(shell == "fish" ? $"-l {option.Name[2..]} " : option.Name, script);
        }
    }

    [Fact]
    public void Unknown_shell_is_refused_with_a_suggestion() =>
        Invocation.Of("completion", "bsh").MustFail(ExitCodes.BadRequest, "unknown shell 'bsh'", "did you mean 'bash'?");
}
