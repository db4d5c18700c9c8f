using System.Text.Json.Nodes;
using Semblance.Cli.Shell;

namespace Semblance.Cli.Tests;

public sealed class JsonTests
{
    [Fact]
    public void Numbers_that_are_not_finite_become_null_with_a_reason()
    {
        var text = JsonDocumentText.Of(new { Loss = double.NaN, Parts = new { Rate = double.PositiveInfinity }, Kept = 1.5 });
        var json = JsonNode.Parse(text)!;
        Assert.Null(json["loss"]);
        Assert.Equal("not a number", (string?)json["loss_reason"]);
        Assert.Null(json["parts"]!["rate"]);
        Assert.Equal("infinite", (string?)json["parts"]!["rate_reason"]);
        Assert.Equal(1.5, (double)json["kept"]!);
    }

    [Fact]
    public void Lists_tell_the_reason_beside_their_name()
    {
        var json = JsonNode.Parse(JsonDocumentText.Of(new { Norms = new[] { 1, double.NegativeInfinity } }))!;
        Assert.Null(json["norms"]![1]);
        Assert.Equal("minus infinite", (string?)json["norms_reason"]);
    }

    [Fact]
    public void Names_are_snake_case_and_keys_of_dictionaries_stay() =>
        Assert.Equal("""{"gradient_norms":1,"terms":{"cross-entropy":2}}""", JsonNode.Parse(JsonDocumentText.Of(new { GradientNorms = 1, Terms = new Dictionary<string, int> { ["cross-entropy"] = 2 } }))!.ToJsonString());

    [Fact]
    public void Doubles_keep_all_their_digits() => Assert.Equal(0.1 + 0.2, (double)JsonNode.Parse(JsonDocumentText.Of(new { X = 0.1 + 0.2 }))!["x"]!);
}
