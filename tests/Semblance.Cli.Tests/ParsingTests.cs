using Semblance.Cli.Shell;

namespace Semblance.Cli.Tests;

public sealed class ParsingTests
{
    [Fact]
    public void No_verb_is_an_error_that_lists_them() => Invocation.Of().MustFail(ExitCodes.BadRequest, "a verb is missing", "train", "evaluate");

    [Fact]
    public void Mistyped_verb_gets_a_suggestion() => Invocation.Of("trian").MustFail(ExitCodes.BadRequest, "unknown verb 'trian'", "did you mean 'train'?");

    [Fact]
    public void Mistyped_option_gets_a_suggestion() =>
        Invocation.Of("loss", "--methd", "simclr").MustFail(ExitCodes.BadRequest, "'--methd'", "did you mean '--method'?");

    [Fact]
    public void Mistyped_option_with_a_value_after_an_equals_sign_gets_a_suggestion() =>
        Invocation.Of("train", "--epoch=3").MustFail(ExitCodes.BadRequest, "'--epoch'", "did you mean '--epochs'?");

    [Fact]
    public void Missing_option_is_named_with_an_example() =>
        Invocation.Of("loss", "--views", "a.npy", "b.npy").MustFail(ExitCodes.BadRequest, "lacks --method", "for example: semblance loss");

    [Fact]
    public void Option_without_its_value_is_refused() =>
        Invocation.Of("loss", "--views", "a.npy", "--method").MustFail(ExitCodes.BadRequest, "option --method");

    [Theory]
    [InlineData("--seed", "x")]
    [InlineData("--seed", "1.5")]
    [InlineData("--threads", "0")]
    [InlineData("--threads", "2000")]
    public void Bad_number_names_option_and_value(string option, string value) =>
        Invocation.Of("methods", option, value).MustFail(ExitCodes.BadRequest, $"option {option} has a bad value", $"got '{value}'", "give an integer");

    [Fact]
    public void Word_too_many_is_refused() => Invocation.Of("doctor", "now").MustFail(ExitCodes.BadRequest, "does not take 'now'");

    [Fact]
    public void Unknown_device_is_refused() =>
        Invocation.Of("train", "--data", "fashion-mnist", "--out", "never-made", "--device", "tpu").MustFail(ExitCodes.BadRequest, "unknown device 'tpu'", "cpu, cuda");

    [Fact]
    public void Errors_are_one_document_when_json_is_asked_for()
    {
        var result = Invocation.Of("methods", "simclrr", "--json");
        Assert.Equal(ExitCodes.BadRequest, result.ExitCode);
        var error = result.Json["error"]!;
        Assert.Equal("request", (string?)error["kind"]);
        Assert.Equal(ExitCodes.BadRequest, (int)error["exit_code"]!);
        Assert.Contains("did you mean 'simclr'?", (string?)error["message"]);
        Assert.StartsWith("error: unknown method 'simclrr'", result.Error);
    }

    [Fact]
    public void Errors_of_parsing_are_one_document_too() => Assert.Contains("'--nam'", (string?)Invocation.Of("methods", "--json", "--nam").Json["error"]!["message"]);

    [Fact]
    public void Stack_trace_is_shown_only_when_debugging()
    {
        Assert.DoesNotContain("   at ", Invocation.Of("methods", "nothing").Error);
        Assert.Contains("   at ", Invocation.Of("methods", "nothing", "--debug").Error);
    }

    [Fact]
    public void Version_is_printed() => Assert.Matches(@"^\d+\.\d+\.\d+", Invocation.Of("--version").Output);
}
