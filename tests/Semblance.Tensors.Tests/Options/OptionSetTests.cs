using Semblance.Errors;
using Semblance.Options;

namespace Semblance.Tensors.Tests.Options;

public sealed class OptionSetTests
{
    private const string Owner = "method 'sample'";

    [Fact]
    public void Options_are_described_in_order_with_default_range_and_unit()
    {
        var expected = new[]
        {
            "temperature|number|0.5|a number > 0 and <= 10||how sharp",
            "epochs|integer|10|an integer >= 1|epochs|how long",
            "free|number|1.5|a number||anything",
            "limit|number||a number >= 0, or none||a bound",
            "shuffle|switch|true|true or false||whether",
            "maybe|switch||true or false, or none||perhaps",
            "form|word|out|one of out, in||which",
            "preset|word|none|a text||a name",
            "folder|word||a text, or none||a place",
        };
        Assert.Equal(expected, OptionSet.Describe(typeof(Sample)).Select(d => $"{d.Name}|{d.Type}|{d.Default}|{d.Range}|{d.Unit}|{d.Meaning}"));
    }

    [Fact]
    public void Values_are_read_by_type()
    {
        var sample = Read(("temperature", "1e-1"), ("epochs", "3"), ("limit", "2"), ("shuffle", "False"), ("maybe", "true"), ("form", "in"), ("preset", "x"), ("folder", "/tmp"));
        Assert.Equal(new Sample { Temperature = 0.1, Epochs = 3, Limit = 2, Shuffle = false, Maybe = true, Form = "in", Preset = "x", Folder = "/tmp" }, sample);
        Assert.Equal(new Sample(), Read());
    }

    [Fact]
    public void None_clears_what_may_be_empty_and_is_a_word_elsewhere()
    {
        var sample = Read(("limit", "none"), ("maybe", "none"), ("folder", "none"), ("preset", "none"));
        Assert.Equal((null, null, null, "none"), (sample.Limit, sample.Maybe, sample.Folder, sample.Preset));
    }

    [Theory]
    [InlineData("temperature", "0", "give a number > 0 and <= 10")]
    [InlineData("temperature", "10.5", "give a number > 0 and <= 10")]
    [InlineData("temperature", "warm", "give a number > 0 and <= 10")]
    [InlineData("temperature", "0,5", "give a number > 0 and <= 10")]
    [InlineData("temperature", "NaN", "give a number > 0 and <= 10")]
    [InlineData("temperature", "none", "give a number > 0 and <= 10")]
    [InlineData("free", "Infinity", "give a number")]
    [InlineData("epochs", "0", "give an integer >= 1, in epochs")]
    [InlineData("epochs", "1.5", "give an integer >= 1, in epochs")]
    [InlineData("epochs", "99999999999", "give an integer >= 1, in epochs")]
    [InlineData("limit", "-1", "give a number >= 0, or none")]
    [InlineData("shuffle", "yes", "give true or false")]
    [InlineData("form", "between", "give one of out, in")]
    public void A_bad_value_is_refused_with_its_range(string name, string text, string remedy)
    {
        var e = Assert.Throws<RequestException>(() => Read((name, text)));
        Assert.Equal($"option '{name}' of {Owner} has a bad value - got '{text}' - {remedy}", e.Message);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_a_suggestion()
    {
        var e = Assert.Throws<RequestException>(() => Read(("temprature", "1")));
        Assert.StartsWith($"unknown option of {Owner} 'temprature' - known are temperature, epochs,", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("did you mean 'temperature'?", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_made_in_code_is_validated_too()
    {
        OptionSet.Validate(new Sample(), Owner);
        Assert.Throws<RequestException>(() => OptionSet.Validate(new Sample { Temperature = double.NaN }, Owner));
        Assert.Throws<RequestException>(() => OptionSet.Validate(new Sample { Epochs = 0 }, Owner));
        Assert.Throws<RequestException>(() => OptionSet.Validate(new Sample { Limit = -1 }, Owner));
    }

    [Fact]
    public void Values_come_back_as_text_that_reads_as_the_same_record()
    {
        var sample = new Sample { Temperature = 1.0 / 3, Limit = 1e-300, Folder = "a b" };
        var values = OptionSet.Values(sample);
        Assert.DoesNotContain("maybe", values.Select(v => v.Key));
        Assert.Equal(sample, OptionSet.Read<Sample>(values, Owner));
    }

    private static Sample Read(params (string Name, string Text)[] values) => OptionSet.Read<Sample>(values.Select(v => KeyValuePair.Create(v.Name, v.Text)), Owner);

    private sealed record Sample
    {
        [Option("temperature", "how sharp", Min = 0, MinExclusive = true, Max = 10)]
        public double Temperature { get; init; } = 0.5;

        [Option("epochs", "how long", Min = 1, Unit = "epochs")]
        public int Epochs { get; init; } = 10;

        [Option("free", "anything")]
        public double Free { get; init; } = 1.5;

        [Option("limit", "a bound", Min = 0)]
        public double? Limit { get; init; }

        [Option("shuffle", "whether")]
        public bool Shuffle { get; init; } = true;

        [Option("maybe", "perhaps")]
        public bool? Maybe { get; init; }

        [Option("form", "which", Words = "out|in")]
        public string Form { get; init; } = "out";

        [Option("preset", "a name")]
        public string Preset { get; init; } = "none";

        [Option("folder", "a place")]
        public string? Folder { get; init; }

        public int NotAnOption { get; init; }
    }
}
