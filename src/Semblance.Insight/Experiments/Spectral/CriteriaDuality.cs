using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Contrastive and non-contrastive criteria differ by norms alone.</summary>
internal sealed class CriteriaDuality : Experiment
{
    public override string Id => "E21";

    public override string Title => "Duality of the criteria, and RankMe";

    public override string Source => "Garrido et al. 2023, On the Duality, theorem 3.3; Garrido et al. 2023, RankMe, equation 1";

    public override string Shows => "Off-diagonal elements of Z Z' and of Z' Z, squared and summed, differ only by the fourth powers of row and column norms; RankMe of an orthonormal basis is its dimension.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var worst = 0.0;
        var rows = new List<IReadOnlyList<string>>();
        for (var trial = 0; trial < 5; trial++)
        {
            var z = Tensor.RandomNormal(rng, [40, 7], ElementType.Float64);
            var (contrastive, byRows) = OffDiagonal(z.ToArray<double>(), 40, 7);
            var (nonContrastive, byColumns) = OffDiagonal(z.Transpose().Contiguous().ToArray<double>(), 7, 40);
            var gap = nonContrastive + byColumns - contrastive - byRows;
            worst = Math.Max(worst, Math.Abs(gap));
            rows.Add([$"draw {trial + 1}", Words.Of(contrastive), Words.Of(nonContrastive), Words.Of(byRows), Words.Of(byColumns), Words.Of(gap)]);
        }

        findings.Below("identity", "Z'Z criterion + fourth powers of column norms = Z Z' criterion + fourth powers of row norms, 5 random matrices of 40 x 7: largest difference", 1e-10, worst);
        var basis = Tensor.RandomNormal(rng, [200, 16], ElementType.Float64).Qr().Q;
        findings.Near("rankme", "RankMe of an orthonormal 200 x 16 matrix", 16, EffectiveRank.RankMe(basis), 5e-4);
        var half = basis.Clone();
        half.Narrow(1, 8, 8).ZeroInPlace();
        findings.Near("rankme-half", "RankMe when half of the columns are 0", 8, EffectiveRank.RankMe(half), 5e-4);
        findings.Add(new Table(
            "Terms of the identity", "Sums over loops, not matrix products.",
            ["matrix", "Z Z' criterion", "Z'Z criterion", "row norms^4", "column norms^4", "difference"], rows));
    }

    /// <summary>Sum of squared products of different rows, and of the fourth powers of the rows' norms.</summary>
    private static (double OffDiagonal, double FourthPowers) OffDiagonal(double[] z, int rows, int columns)
    {
        var (off, powers) = (0.0, 0.0);
        for (var i = 0; i < rows; i++)
        {
            var row = 0.0;
            for (var j = 0; j < rows; j++)
            {
                var product = 0.0;
                for (var k = 0; k < columns; k++) product += z[(i * columns) + k] * z[(j * columns) + k];
                if (i == j) powers += product * product;
                else row += product * product;
            }

            off += row;
        }

        return (off, powers);
    }
}
