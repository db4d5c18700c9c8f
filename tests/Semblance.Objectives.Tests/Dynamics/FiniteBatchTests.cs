using Semblance.Objectives.Dynamics;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

/// <summary>The correction for finite batches, against finite differences, drawn batches and real stochastic descent.</summary>
public sealed class FiniteBatchTests
{
    private static double[,] Correlation(double[] spectrum, double[,] w) => Mul(w, Diagonal(spectrum), T(w));

    [Fact]
    public void Descent_is_the_gradient_of_the_expected_batch_loss()
    {
        double[] spectrum = [.9, .4, -.3];
        var total = Add(Diagonal(1.4, 1, .8), Table(3, 3, (i, j) => i == j ? 0 : .1));
        var w = Normal(2, 3, 5, .6);
        double Loss(double[,] x)
        {
            var (c, s) = (Correlation(spectrum, x), Mul(x, total, T(x)));
            var sum = 0.0;
            for (var i = 0; i < 2; i++)
            {
                for (var j = 0; j < 2; j++)
                {
                    var weight = i == j ? 1 : .3;
                    var miss = c[i, j] - (i == j ? 1 : 0);
                    sum += weight * ((miss * miss) + (((s[i, i] * s[j, j]) + (c[i, i] * c[j, j]) + (c[i, j] * c[i, j]) + (s[i, j] * s[i, j])) / (2 * 16.0)));
                }
            }

            return sum;
        }

        var descent = new BarlowTwinsEquation { OffDiagonal = .3, BatchSize = 16, Total = Matrix(total) }.Descent(spectrum, Matrix(w));
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var (up, down) = ((double[,])w.Clone(), (double[,])w.Clone());
                up[i, j] += 1e-5;
                down[i, j] -= 1e-5;
                Assert.Equal((Loss(down) - Loss(up)) / 2e-5, descent[i, j], 1e-8);
            }
        }
    }

    /// <summary>Pairs far from Gaussian: cubes of normal numbers, half of each shared.</summary>
    private static ViewSample HeavyTailed(int rows)
    {
        var random = new Random(7);
        var (first, second) = (new double[rows, 3], new double[rows, 3]);
        for (var n = 0; n < rows; n++)
        {
            for (var k = 0; k < 3; k++)
            {
                var shared = Math.Pow(Checking.Sample.Normal(random), 3);
                (first[n, k], second[n, k]) = (shared + Checking.Sample.Normal(random), shared + Checking.Sample.Normal(random));
            }
        }

        return new ViewSample(Matrix(first), Matrix(second));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(.3)]
    public void With_a_sample_of_pairs_descent_is_the_gradient_of_the_loss_with_their_fourth_moments(double offDiagonal)
    {
        double[] spectrum = [.9, .4, -.3];
        var (sample, w) = (HeavyTailed(50), Normal(2, 3, 5, .3));
        double Loss(double[,] x)
        {
            var c = Correlation(spectrum, x);
            var sum = 0.0;
            for (var i = 0; i < 2; i++)
            {
                for (var j = 0; j < 2; j++)
                {
                    var square = 0.0;
                    for (var n = 0; n < 50; n++)
                    {
                        double Out(Numerics.Matrix view, int unit) => Enumerable.Range(0, 3).Sum(k => x[unit, k] * view[n, k]);
                        square += Math.Pow(((Out(sample.First, i) * Out(sample.Second, j)) + (Out(sample.First, j) * Out(sample.Second, i))) / 2, 2) / 50;
                    }

                    sum += (i == j ? 1 : offDiagonal) * (Math.Pow(c[i, j] - (i == j ? 1 : 0), 2) + ((square - (c[i, j] * c[i, j])) / 16));
                }
            }

            return sum;
        }

        var descent = new BarlowTwinsEquation { OffDiagonal = offDiagonal, BatchSize = 16, Sample = sample }.Descent(spectrum, Matrix(w));
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                // A polynomial of fourth degree: five points give its slope exactly.
                double At(double step)
                {
                    var moved = (double[,])w.Clone();
                    moved[i, j] += step;
                    return Loss(moved);
                }

                Assert.Equal((At(.02) - (8 * At(.01)) + (8 * At(-.01)) - At(-.02)) / .12, descent[i, j], 1e-9 * Math.Abs(descent[i, j]));
            }
        }
    }

    [Fact]
    public void A_sample_of_Gaussian_pairs_gives_the_Gaussian_correction()
    {
        var random = new Random(8);
        double[] shared = [.8, .3, 0];
        var (first, second) = (new double[100_000, 3], new double[100_000, 3]);
        for (var n = 0; n < 100_000; n++)
        {
            for (var k = 0; k < 3; k++)
            {
                var s = Math.Sqrt(shared[k]) * Checking.Sample.Normal(random);
                (first[n, k], second[n, k]) = (s + (.7 * Checking.Sample.Normal(random)), s + (.7 * Checking.Sample.Normal(random)));
            }
        }

        var w = Matrix(Normal(2, 3, 5, .6));
        var total = Matrix(Diagonal([.. shared.Select(v => v + .49)]));
        var (gaussian, drawn) = (new BarlowTwinsEquation { BatchSize = 4, Total = total }.Descent(shared, w), new BarlowTwinsEquation { BatchSize = 4, Sample = new ViewSample(Matrix(first), Matrix(second)) }.Descent(shared, w));
        var size = gaussian.Values.Max(Math.Abs);
        for (var i = 0; i < 6; i++) Assert.Equal(gaussian.Values[i], drawn.Values[i], 0.02 * size);
    }

    [Fact]
    public void The_expected_loss_of_Gaussian_batches_is_the_corrected_one()
    {
        // Views x = s + e, x' = s + e' with shared variances .8, .3 and noise .5: 40,000 batches of 8.
        double[] shared = [.8, .3];
        var w = Table(2, 2, (i, j) => i == j ? 1.1 : .4 - i);
        var (random, sum) = (new Random(3), 0.0);
        const int Batches = 40_000, Size = 8;
        for (var b = 0; b < Batches; b++)
        {
            var c = new double[2, 2];
            for (var n = 0; n < Size; n++)
            {
                var (z, other) = (new double[2], new double[2]);
                for (var k = 0; k < 2; k++)
                {
                    var s = Math.Sqrt(shared[k]) * Checking.Sample.Normal(random);
                    var (x, y) = (s + (Math.Sqrt(.5) * Checking.Sample.Normal(random)), s + (Math.Sqrt(.5) * Checking.Sample.Normal(random)));
                    for (var i = 0; i < 2; i++) (z[i], other[i]) = (z[i] + (w[i, k] * x), other[i] + (w[i, k] * y));
                }

                for (var i = 0; i < 2; i++)
                {
                    for (var j = 0; j < 2; j++) c[i, j] += ((z[i] * other[j]) + (z[j] * other[i])) / (2 * Size);
                }
            }

            sum += Math.Pow(Norm(Add(c, Eye(2), -1)), 2) / Batches;
        }

        var (cross, total) = (Correlation(shared, w), Mul(w, Diagonal(1.3, .8), T(w)));
        var expected = Math.Pow(Norm(Add(cross, Eye(2), -1)), 2)
            + ((Math.Pow(Trace(total), 2) + Math.Pow(Trace(cross), 2) + Math.Pow(Norm(cross), 2) + Math.Pow(Norm(total), 2)) / (2 * Size));
        Assert.InRange(sum / expected, .97, 1.03);
    }

    [Fact]
    public void Modes_that_a_small_batch_drowns_are_never_learnt()
    {
        double[] spectrum = [.5, .02];
        var start = Matrix(Normal(2, 2, 1, 1e-3));
        var total = Matrix(Diagonal(1, 1));
        var halves = new BarlowTwinsEquation { BatchSize = 8, Total = total }.HalfTimes(spectrum, start);
        Assert.True(double.IsFinite(halves[0]) && double.IsPositiveInfinity(halves[1]));
        Assert.True(double.IsFinite(new BarlowTwinsEquation().HalfTimes(spectrum, start)[1]));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public void Stochastic_descent_follows_the_corrected_equation_and_not_the_uncorrected_one(int batch)
    {
        // Pairs x = s + e, x' = s + e' in five directions, three outputs, fresh batches, mean of four runs.
        double[] shared = [1, .6, .35, .2, .1];
        const double Noise = .4, Rate = .004;
        var start = Normal(3, 5, 11, 1e-2);
        double[] times = [.. Enumerable.Range(1, 12).Select(i => i * 1.0)];
        var measured = new double[times.Length, 3];
        for (var run = 0; run < 4; run++)
        {
            var (random, w) = (new Random(run), (double[,])start.Clone());
            for (var (step, next) = (1, 0); next < times.Length; step++)
            {
                w = Step(w, shared, Noise, Rate, batch, random);
                if (step * Rate < times[next] - 1e-9) continue;
                var values = Eigenvalues(Correlation(shared, w));
                for (var j = 0; j < 3; j++) measured[next, j] += values[j] / 4;
                next++;
            }
        }

        double Miss(BarlowTwinsEquation equation)
        {
            var curve = equation.Correlations(shared, Matrix(start), times);
            return Enumerable.Range(0, times.Length * 3).Average(i => Math.Abs(curve.Values[i] - measured[i / 3, i % 3]));
        }

        var corrected = Miss(new BarlowTwinsEquation { BatchSize = batch, Total = Matrix(Diagonal([.. shared.Select(g => g + Noise)])) });
        var plain = Miss(new BarlowTwinsEquation());
        Assert.True(corrected < .03, $"mean deviation {corrected}");
        Assert.True(plain > 2 * corrected, $"{plain} against {corrected}");
    }

    private static double[,] Step(double[,] w, double[] shared, double noise, double rate, int batch, Random random)
    {
        var (dim, outputs) = (shared.Length, w.GetLength(0));
        var cross = new double[dim, dim];
        var (x, y) = (new double[dim], new double[dim]);
        for (var n = 0; n < batch; n++)
        {
            for (var k = 0; k < dim; k++)
            {
                var s = Math.Sqrt(shared[k]) * Checking.Sample.Normal(random);
                (x[k], y[k]) = (s + (Math.Sqrt(noise) * Checking.Sample.Normal(random)), s + (Math.Sqrt(noise) * Checking.Sample.Normal(random)));
            }

            for (var i = 0; i < dim; i++)
            {
                for (var j = 0; j < dim; j++) cross[i, j] += ((x[i] * y[j]) + (y[i] * x[j])) / (2 * batch);
            }
        }

        var drive = Mul(w, cross);
        return Add(w, Mul(Add(Mul(drive, T(w)), Eye(outputs), -1), drive), -4 * rate);
    }
}
