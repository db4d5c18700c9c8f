using Semblance.Errors;
using Semblance.Objectives.Pairwise;
using Semblance.Objectives.SimClr;
using Semblance.Objectives.Tests.Checking;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.SimClr;

public sealed class SimClrTests
{
    private static SimClrObjective Make(double temperature = 0.5, int tile = 512) => new(new SimClrOptions { Temperature = temperature }, tile);

    [Theory]
    [InlineData(2, 8, 5, 0.5)]
    [InlineData(2, 8, 8, 0.07)]
    [InlineData(2, 33, 64, 0.2)]
    [InlineData(3, 16, 40, 0.5)]
    [InlineData(2, 256, 16, 0.1)]
    [InlineData(2, 64, 257, 0.5)]
    public void Equals_plain_loops(int views, int rows, int dim, double temperature)
    {
        using var objective = Make(temperature);
        Objective.Equals(objective, z => SimClrReference.Loss(z, temperature), new Sample(views, rows, dim));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.001)]
    public void Tiles_change_nothing(double temperature) =>
        Objective.AgreesForTiles(tile => Make(temperature, tile), new Sample(2, 21, 7), 1, 2, 5, 16, 41, 42, 43);

    [Theory]
    [InlineData(2, 8, 5, 0.5, 0.1, 512)]
    [InlineData(2, 8, 5, 0.5, 0.1, 3)]
    [InlineData(3, 7, 4, 0.1, 0.3, 5)]
    [InlineData(2, 33, 64, 0.2, 1, 16)]
    [InlineData(2, 6, 4, 0.004, 0.2, 4)]
    public void A_perturbation_equals_plain_loops(int views, int rows, int dim, double temperature, double perturbation, int tile)
    {
        using var objective = new SimClrObjective(new SimClrOptions { Temperature = temperature, Perturbation = perturbation }, tile);
        Objective.Equals(objective, z => SimClrReference.Loss(z, temperature, perturbation), new Sample(views, rows, dim));
    }

    [Fact]
    public void A_perturbed_loss_has_the_gradient_of_its_value_and_asks_for_more()
    {
        using var objective = new SimClrObjective(new SimClrOptions { Perturbation = 0.2 });
        Objective.HasTheGradientOfItsValue(objective, new Sample(3, 5, 4));
        using var plain = Make();
        var views = new Sample(2, 9, 5).Views;
        Assert.True(Objective.Value(objective, views).Total > Objective.Value(plain, views).Total);
    }

    [Fact]
    public void Blocks_that_are_not_kept_give_the_same()
    {
        // 2 * 1100 rows are more than are kept; two tiles that cut them differently must agree.
        var sample = new Sample(2, 1100, 4);
        Objective.AgreesForTiles(tile => Make(0.5, tile), sample, 300, 4096);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.0029)]
    public void Cold_temperatures_equal_plain_loops(double temperature)
    {
        using var objective = Make(temperature, 5);
        Objective.Equals(objective, z => SimClrReference.Loss(z, temperature), new Sample(2, 8, 4));
    }

    [Fact]
    public void Cold_float32_is_finite_and_near_float64()
    {
        var sample = new Sample(2, 16, 12);
        using var objective = Make(0.01);
        var (precise, gradients) = Objective.Gradient(objective, sample);
        var (total, found) = Objective.Gradient(objective, sample, ElementType.Float32);
        Assert.Equal(precise, total, 1e-4 * precise);
        Assert.Equal(gradients[0][3], found[0][3], 1e-3 * gradients[0].Max(Math.Abs));
    }

    [Fact]
    public void Memory_does_not_grow_with_the_square_of_the_batch()
    {
        // 12,000 rows have 549 MiB of similarities; blocks of them need a few.
        if (!OperatingSystem.IsLinux()) return;
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        using var objective = Make();
        var views = Enumerable.Range(0, 2).Select(_ => Tensor.RandomNormal(rng, [6000, 8])).ToArray();
        foreach (var view in views) view.RequiresGradient = true;
        var before = PeakKibibytes();
        Gradients.Backward(objective.Terms(new ViewEmbeddings(views)).Total);
        Assert.InRange(PeakKibibytes() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(37, 16, 0.5)]
    [InlineData(2301, 512, 0.5)]
    [InlineData(130, 512, 0.07)]
    [InlineData(65, 64, 0.026)]
    public void Quick_tiles_equal_the_operators(int rows, int tile, double temperature)
    {
        Assert.SkipUnless(ExponentialTile.IsSupported, "this processor has no AVX2");
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        var unit = Directions.Of(Tensor.RandomNormal(rng, [rows, 19])).Unit;
        var exact = LogPartition.Of(unit.To(ElementType.Float64), temperature, null, true, tile);
        var quick = LogPartition.Of(unit, temperature, null, true, tile);
        var slow = LogPartition.Of(unit, temperature, null, true, tile, mayFuse: false);
        Assert.Equal(exact.All.Item(), quick.All.Item(), 3e-6 * Math.Abs(exact.All.Item()));
        var scale = exact.Gradient!.Square().Mean().Item();
        double Error(Tensor gradient) => Math.Sqrt((gradient.To(ElementType.Float64) - exact.Gradient).Square().Mean().Item() / scale);
        Assert.InRange(Error(quick.Gradient!), 0, Math.Max(2e-6, 2 * Error(slow.Gradient!)));
    }

    [Fact]
    public void Sums_of_a_quick_tile_do_not_depend_on_the_number_of_threads()
    {
        Assert.SkipUnless(ExponentialTile.IsSupported, "this processor has no AVX2");
        var before = Runtime.Threads;
        List<float[]> found = [];
        foreach (var threads in new[] { 1, 2 })
        {
            using var scope = new TensorScope();
            using var rng = new Rng(2);
            Runtime.Threads = threads;
            Tensor tile = Tensor.RandomNormal(rng, [301, 203]), rows = Tensor.Zeros([301]), columns = Tensor.Zeros([203]);
            ExponentialTile.Exponentials(tile, -1, rows, columns);
            found.Add([.. tile.ToArray<float>(), .. rows.ToArray<float>(), .. columns.ToArray<float>()]);
        }

        Runtime.Threads = before;
        Assert.Equal(found[0], found[1]);
    }

    private static long PeakKibibytes() => long.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Has_the_gradient_of_its_value()
    {
        using var objective = Make();
        Objective.HasTheGradientOfItsValue(objective, new Sample(3, 5, 4));
    }

    [Fact]
    public void Swapping_views_permuting_rows_rotating_and_scaling_change_nothing()
    {
        var z = new Sample(2, 12, 2).Views;
        using var objective = Make();
        var total = Objective.Value(objective, z).Total;
        var random = new Random(3);
        var order = Enumerable.Range(0, 12).OrderBy(_ => random.Next()).ToArray();
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        Assert.Equal(total, Objective.Value(objective, [z[1], z[0]]).Total, 1e-12);
        Assert.Equal(total, Objective.Value(objective, [.. z.Select(v => order.Select(i => v[i]).ToArray())]).Total, 1e-12);
        Assert.Equal(total, Objective.Value(objective, [.. z.Select(v => v.Select(r => new[] { (c * r[0]) - (s * r[1]), (s * r[0]) + (c * r[1]) }).ToArray())]).Total, 1e-12);
        Assert.Equal(total, Objective.Value(objective, [.. z.Select(v => v.Select((r, i) => r.Select(x => x * (i + 1)).ToArray()).ToArray())]).Total, 1e-12);
    }

    [Fact]
    public void Collapse_costs_the_logarithm_of_the_number_of_candidates()
    {
        var same = Sample.Table(16, 3, (_, k) => k + 1.0);
        using var objective = Make();
        Assert.Equal(Math.Log(31), Objective.Value(objective, [same, same]).Total, 1e-12);
    }

    [Fact]
    public void Perfect_alignment_on_orthogonal_rows_has_its_closed_form()
    {
        var axes = Sample.Table(6, 6, (i, k) => i == k ? 2.0 : 0);
        using var objective = Make(0.5);
        Assert.Equal(Math.Log(Math.Exp(2) + 10) - 2, Objective.Value(objective, [axes, axes]).Total, 1e-12);
    }

    [Fact]
    public void Terms_add_up_to_the_total()
    {
        using var objective = Make();
        var (total, parts) = Objective.Value(objective, new Sample(2, 9, 5).Views);
        Assert.Equal(["alignment", "uniformity"], parts.Keys);
        Assert.Equal(total, parts.Values.Sum(), 1e-12);
    }

    [Fact]
    public void A_row_of_zeros_gets_no_gradient()
    {
        var sample = new Sample(2, 6, 4);
        Array.Clear(sample.Views[0][2]);
        using var objective = Make();
        var (total, gradients) = Objective.Gradient(objective, sample);
        Assert.True(double.IsFinite(total));
        Assert.All(gradients[0][8..12], g => Assert.Equal(0, g));
        Assert.Contains(gradients[1], g => g != 0);
    }

    [Fact]
    public void Bfloat16_embeddings_are_widened_and_get_their_gradient()
    {
        using var scope = new TensorScope();
        var z = new Sample(2, 8, 6).Tensors();
        using var objective = Make();
        var half = z.Select(v => v.To(ElementType.BFloat16)).ToArray();
        var total = objective.Terms(new ViewEmbeddings(half)).Total;
        Gradients.Backward(total);
        Assert.Equal(ElementType.Float32, total.ElementType);
        Assert.NotNull(z[0].Gradient);
    }

    [Fact]
    public void Differently_shaped_views_are_named_with_their_shapes()
    {
        using var scope = new TensorScope();
        using var objective = Make();
        var e = Assert.Throws<RequestException>(() => objective.Terms(new ViewEmbeddings([Tensor.Zeros([256, 128]), Tensor.Zeros([255, 128])])));
        Assert.Equal(
            "method 'simclr' needs all views of the same shape and type - view 1 is float32 [256, 128], view 2 is float32 [255, 128] - row i of every view must belong together; was the last batch cut?",
            e.Message);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("warm")]
    public void A_bad_temperature_is_refused(string text)
    {
        var e = Assert.Throws<RequestException>(() => Methods.Create("simclr", [new("temperature", text)], new ObjectiveContext(8, 0, null)));
        Assert.Equal($"option 'temperature' of method 'simclr' has a bad value - got '{text}' - give a number >= 0.001 and <= 100", e.Message);
    }
}
