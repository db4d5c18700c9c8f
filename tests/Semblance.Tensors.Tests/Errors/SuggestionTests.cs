using Semblance.Errors;

namespace Semblance.Tensors.Tests.Errors;

public sealed class SuggestionTests
{
    private static readonly string[] Known = ["simclr", "vicreg", "barlow-twins", "moco"];

    [Theory]
    [InlineData("simclrr", "simclr")]
    [InlineData("SIMCLR", "simclr")]
    [InlineData("simlcr", "simclr")]
    [InlineData("barlow_twins", "barlow-twins")]
    [InlineData("barlowtwin", "barlow-twins")]
    [InlineData("mooc", "moco")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("transformer", null)]
    public void The_nearest_word_is_found_if_it_is_near(string word, string? expected) => Assert.Equal(expected, Suggestion.Nearest(word, Known));

    [Fact]
    public void Nothing_is_near_when_nothing_is_known() => Assert.Null(Suggestion.Nearest("simclr", []));

    [Fact]
    public void Of_two_equally_near_words_the_first_in_the_alphabet_is_taken() => Assert.Equal("byol", Suggestion.Nearest("byo", ["byom", "byol"]));

    [Fact]
    public void The_complaint_has_three_parts()
    {
        Assert.Equal(
            "unknown method 'simclrr' - known are simclr, vicreg, barlow-twins, moco - did you mean 'simclr'? `semblance methods` lists them",
            Suggestion.Unknown("method", "simclrr", Known, "semblance methods").Message);
        Assert.Equal("unknown method 'zzzzzz' - known are simclr, vicreg, barlow-twins, moco - use one of these", Suggestion.Unknown("method", "zzzzzz", Known).Message);
    }

    [Fact]
    public void Failed_jobs_carry_their_cause()
    {
        var cause = new IOException("gone");
        var e = new RunException("cannot write", "disk full", "free space", cause);
        Assert.Equal("cannot write - disk full - free space", e.Message);
        Assert.Same(cause, e.InnerException);
    }
}
