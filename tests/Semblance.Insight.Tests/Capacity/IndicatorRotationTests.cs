using Semblance.Insight.Capacity;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Capacity;

public sealed class IndicatorRotationTests
{
    [Fact]
    public void Rotated_indicators_are_found_again_up_to_their_numbers()
    {
        using var scope = new TensorScope();
        const int rows = 200, clusters = 5;
        var random = new Random(1);
        int[] planted = [.. Enumerable.Range(0, rows).Select(r => r < clusters ? r : random.Next(clusters))];
        var indicators = new Matrix(rows, clusters);
        for (var r = 0; r < rows; r++) indicators[r, planted[r]] = 1 + (0.05 * random.NextDouble());
        var turn = Subspace.Orthonormalise(new Matrix(clusters, clusters, [.. Enumerable.Range(0, clusters * clusters).Select(_ => random.NextDouble() - 0.5)]));
        var found = IndicatorRotation.Assign(Matrix.From(indicators.ToTensor().MatMul(turn.ToTensor())));
        Assert.Equal(clusters, found.Distinct().Count());
        for (var r = 0; r < rows; r++)
        {
            for (var s = 0; s < r; s++) Assert.Equal(planted[r] == planted[s], found[r] == found[s]);
        }
    }
}
