using Semblance.Cli.Shell;
using Semblance.Files;

namespace Semblance.Cli.Tests;

public sealed class LossTests : IDisposable
{
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gradient_files_have_the_norms_that_are_reported_and_the_slope_of_the_loss()
    {
        var (a, b) = (_folder.Matrix("a.npy", 6, 3, 1), _folder.Matrix("b.npy", 6, 3, 2));
        var (ga, gb) = (_folder["ga.npy"], _folder["gb.npy"]);
        var json = Invocation.Of("loss", "--method", "vicreg", "--views", a, b, "--gradient-out", ga, gb, "--json").Json;
        var gradient = Npy.Read(gb).ToDoubles();
        Assert.Equal(Math.Sqrt(gradient.Sum(g => g * g)), (double)json["gradient_norms"]![1]!, 12);
        Assert.Equal([6, 3], Npy.Read(ga).Shape);

        const double step = 1e-6;
        var moved = Npy.Read(b).ToDoubles();
        moved[4] += step;
        Npy.Write<double>(_folder["c.npy"], moved, 6, 3);
        var after = (double)Invocation.Of("loss", "--method", "vicreg", "--views", a, _folder["c.npy"], "--json").Json["loss"]!;
        Assert.Equal(gradient[4], (after - (double)json["loss"]!) / step, 3);
    }

    [Fact]
    public void Loss_is_the_weighted_sum_of_its_terms()
    {
        var json = Invocation.Of("loss", "--method", "vicreg", "--views", _folder.Matrix("a.npy", 8, 4, 1), _folder.Matrix("b.npy", 8, 4, 2), "--set", "invariance=2", "--set", "variance=3", "--set", "covariance=5", "--json").Json;
        var terms = json["terms"]!;
        Assert.Equal((double)json["loss"]!, (2 * (double)terms["invariance"]!) + (3 * (double)terms["variance"]!) + (5 * (double)terms["covariance"]!), 10);
    }

    [Fact]
    public void Options_come_from_a_file_and_the_command_line_wins()
    {
        string[] views = [_folder.Matrix("a.npy", 8, 4, 1), _folder.Matrix("b.npy", 8, 4, 2)];
        File.WriteAllText(_folder["c.yaml"], $"method: simclr\nviews: [{views[0]}, {views[1]}]\ntemperature: 0.1\n");
        double Loss(params string[] arguments) => (double)Invocation.Of(["loss", .. arguments, "--json"]).Json["loss"]!;
        var direct = Loss("--method", "simclr", "--views", views[0], views[1], "--set", "temperature=0.1");
        Assert.Equal(direct, Loss("--config", _folder["c.yaml"]));
        var other = Loss("--method", "simclr", "--views", views[0], views[1], "--set", "temperature=0.7");
        Assert.NotEqual(direct, other);
        Assert.Equal(other, Loss("--config", _folder["c.yaml"], "--set", "temperature=0.7"));
    }

    [Fact]
    public void Csv_and_safetensors_give_the_same_loss_as_npy()
    {
        var (a, b) = (_folder.Matrix("a.npy", 8, 4, 1), _folder.Matrix("b.npy", 8, 4, 2));
        ArrayFile.Write(_folder["a.csv"], Npy.Read(a).ToDoubles(), 8, 4);
        ArrayFile.Write(_folder["b.safetensors"], Npy.Read(b).ToDoubles(), 8, 4);
        double Loss(params string[] views) => (double)Invocation.Of(["loss", "--method", "simclr", "--views", .. views, "--json"]).Json["loss"]!;
        Assert.Equal(Loss(a, b), Loss(_folder["a.csv"], _folder["b.safetensors"]));
    }

    [Fact]
    public void Supcon_needs_labels() =>
        Invocation.Of("loss", "--method", "supcon", "--views", _folder.Matrix("a.npy", 4, 3, 1), _folder.Matrix("b.npy", 4, 3, 2)).MustFail(ExitCodes.BadRequest, "label");

    [Fact]
    public void Views_of_different_shapes_are_refused() =>
        Invocation.Of("loss", "--method", "simclr", "--views", _folder.Matrix("a.npy", 4, 3, 1), _folder.Matrix("b.npy", 5, 3, 2)).MustFail(ExitCodes.BadRequest, "[4, 3]", "[5, 3]");

    [Fact]
    public void Vector_stacks_of_three_dimensions_are_refused()
    {
        Npy.Write<float>(_folder["a.npy"], new float[24], 2, 3, 4);
        Invocation.Of("loss", "--method", "simclr", "--views", _folder["a.npy"], _folder["a.npy"]).MustFail(ExitCodes.BadRequest, "view 1 must be a matrix", "[2, 3, 4]");
    }

    [Fact]
    public void Number_that_is_not_finite_is_named_with_its_place()
    {
        Npy.Write<double>(_folder["a.npy"], [1, 2, 3, 4, double.NaN, 6], 3, 2);
        Invocation.Of("loss", "--method", "simclr", "--views", _folder["a.npy"], _folder.Matrix("b.npy", 3, 2, 1)).MustFail(ExitCodes.BadRequest, "view 1", "row 2, column 0", "NaN");
    }

    [Fact]
    public void Arrays_of_text_are_refused()
    {
        File.WriteAllBytes(_folder["a.npy"], [0x93, .. "NUMPY\u0001\0"u8, 70, 0, .. "{'descr': '<U3', 'fortran_order': False, 'shape': (3,), }             \n"u8]);
        Invocation.Of("loss", "--method", "simclr", "--views", _folder["a.npy"], _folder["a.npy"]).MustFail(ExitCodes.BadRequest, "'<U3'");
    }

    [Fact]
    public void Truncated_array_is_refused()
    {
        var whole = File.ReadAllBytes(_folder.Matrix("a.npy", 4, 3, 1));
        File.WriteAllBytes(_folder["a.npy"], whole[..^5]);
        Invocation.Of("loss", "--method", "simclr", "--views", _folder["a.npy"], _folder["a.npy"]).MustFail(ExitCodes.BadRequest, "truncated");
    }

    [Theory]
    [InlineData("missing.npy", "no such file")]
    [InlineData("matrix.mat", "its ending is '.mat'")]
    public void File_that_cannot_be_read_is_named(string name, string seen) =>
        Invocation.Of("loss", "--method", "simclr", "--views", _folder[name], _folder[name]).MustFail(ExitCodes.BadRequest, name, seen);

    [Theory]
    [InlineData("temperature=-1", "got '-1'")]
    [InlineData("temperature=warm", "got 'warm'")]
    [InlineData("temprature=1", "did you mean 'temperature'?")]
    [InlineData("temperature", "write --set name=value")]
    public void Bad_option_of_the_method_is_refused(string set, string part) =>
        Invocation.Of("loss", "--method", "simclr", "--views", _folder.Matrix("a.npy", 4, 3, 1), _folder.Matrix("b.npy", 4, 3, 2), "--set", set).MustFail(ExitCodes.BadRequest, part);

    [Fact]
    public void Place_that_cannot_be_written_is_refused_before_the_work() =>
        Invocation.Of("loss", "--method", "simclr", "--views", "a.npy", "b.npy", "--gradient-out", _folder["no/g.npy"], _folder["h.npy"]).MustFail(ExitCodes.BadRequest, "there is no folder");

    [Fact]
    public void Config_file_that_is_no_mapping_is_refused()
    {
        File.WriteAllText(_folder["c.yaml"], "- one\n- two\n");
        Invocation.Of("loss", "--config", _folder["c.yaml"]).MustFail(ExitCodes.BadRequest, "holds no options");
    }
}
