using Semblance.Cli.Shell;
using Semblance.Objectives;

namespace Semblance.Cli.Tests;

public sealed class ListingTests
{
    [Fact]
    public void Methods_lists_every_method_with_options_faces_and_source()
    {
        var methods = Invocation.Of("methods", "--json").Json["methods"]!.AsArray();
        Assert.Equal(Methods.All.Select(m => m.Name), methods.Select(m => (string)m!["name"]!));
        Assert.All(methods, m =>
        {
            Assert.NotNull(m!["options"]!.AsArray());
            Assert.Contains("loss", m["faces"]!.AsArray().Select(f => (string)f!));
            Assert.False(string.IsNullOrWhiteSpace((string?)m["source"]));
        });
    }

    [Fact]
    public void Methods_of_one_name_describes_its_options()
    {
        var option = Invocation.Of("methods", "simclr", "--json").Json["methods"]![0]!["options"]![0]!;
        Assert.Equal("temperature", (string?)option["name"]);
        Assert.Equal("0.5", (string?)option["default"]);
        Assert.Contains("temperature", Invocation.Of("methods", "simclr").Output);
    }

    [Fact]
    public void Datasets_names_folders_and_how_to_get_the_data()
    {
        using var folder = new ArrayFolder();
        var sets = Invocation.Of("datasets", "--data-root", folder.Path, "--json").Json["datasets"]!.AsArray();
        var cifar = sets.Single(s => (string?)s!["name"] == "cifar10")!;
        Assert.Contains(cifar["folders"]!.AsArray(), f => ((string)f!).StartsWith(folder.Path, StringComparison.Ordinal));
        Assert.False(string.IsNullOrWhiteSpace((string?)cifar["how_to_get"]));
    }

    [Fact]
    public void Doctor_is_content_where_the_tests_run()
    {
        var result = Invocation.Of("doctor", "--json");
        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.True((bool)result.Json["ok"]!);
        var names = result.Json["checks"]!.AsArray().Select(c => (string)c!["name"]!).ToList();
        Assert.Equal(["engine", "threads", "blas", "convolution", "devices", "program", "memory", "disk", "images", "data sets"], names);
        Assert.Contains("GFLOP/s", (string?)result.Json["checks"]![2]!["seen"]);
    }
}
