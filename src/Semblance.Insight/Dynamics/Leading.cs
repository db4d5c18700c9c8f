using System.Globalization;
using Semblance.Errors;
using Semblance.Insight.Pairing;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Dynamics;

/// <summary>Very many features: everything is done in their leading directions, found without ever forming a moment of all.</summary>
/// <remarks>For inputs as they are these are the leading eigenvectors of the cross-view moment, so that nothing is lost but modes that are not followed; a Gaussian start
/// is Gaussian in any orthonormal directions. For whitened inputs they are the leading principal directions: what lies outside is not whitened but left out. Directions for
/// the check on held-out samples are found anew from the other samples alone. Found by block Krylov iteration (Musco and Musco 2015), 4 to 9 products with the moment and
/// Rayleigh-Ritz over all of them: modes that stand out of the bulk converge to many digits, those within it only as far as they matter, their eigenvalues being as good as equal.</remarks>
internal static class Leading
{
    private const int MostDense = 4000, MoreThanModes = 20, Principal = 256, Blocks = 9, MostColumns = 1200, Oversampling = 10;

    internal static bool IsNeeded(PairInput input, string features, ForecastOptions options)
    {
        if (features != LinearFeatures.Word || (input.Dim <= MostDense && options.LeadingDirections is null)) return false;
        if (input is ViewInput) return true;
        if (options.LeadingDirections is null) return false;
        throw new RequestException("leading directions are taken of views in memory", $"got --leading {options.LeadingDirections} with {input.Description}", "give --views, or draw features with --kernel");
    }

    /// <summary>Moments in the leading directions of all samples, and for each part of the samples in those of the others.</summary>
    internal static (PairMoments All, IEnumerable<(PairMoments Fitted, PairMoments New)> Splits) Of(ViewInput input, FlowProblem problem, ForecastOptions options, CancellationToken cancellation)
    {
        if (problem.NeedsAll) throw new RequestException("trace losses need all directions", $"there are {input.Dim} features", "project to 4000 or fewer, or draw features with --kernel");
        var modes = options.Modes ?? options.Dim + 10;
        var count = Math.Min(options.LeadingDirections ?? (problem.IsWhitened ? Math.Max(Principal, modes) : modes + MoreThanModes), Math.Min(input.Dim, input.Views[0].Rows - 1));
        var rows = Enumerable.Range(0, input.Views[0].Rows).ToArray();
        PairMoments Reduced(Matrix basis, int[] chosen) => ViewInput.Of(Projected(input.Views, basis, chosen), null);
        var all = Reduced(Basis(input.Views, rows, problem, count, options.Seed, cancellation), rows);
        IEnumerable<(PairMoments, PairMoments)> Splits()
        {
            for (var fold = 0; fold < options.Folds; fold++)
            {
                var own = fold;
                int[] held = [.. rows.Where(r => PairInput.FoldOf(r, options.Folds) == own)], others = [.. rows.Where(r => PairInput.FoldOf(r, options.Folds) != own)];
                var basis = Basis(input.Views, others, problem, Math.Min(count, others.Length - 1), options.Seed, cancellation);
                yield return (Reduced(basis, others), Reduced(basis, held));
            }
        }

        return (all, Splits());
    }

    internal static IEnumerable<string> Notes(PairInput input, FlowProblem problem, int kept)
    {
        yield return problem.IsWhitened
            ? string.Create(CultureInfo.InvariantCulture, $"of {input.Dim} features the {kept} leading principal directions were whitened; what lies outside them is left out (--leading)")
            : string.Create(CultureInfo.InvariantCulture, $"of {input.Dim} features the {kept} leading directions of the cross-view moment are followed; the largest stable learning rate knows only their eigenvalues");
    }

    private static Matrix Basis(IReadOnlyList<Matrix> views, int[] rows, FlowProblem problem, int count, long seed, CancellationToken cancellation)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        using var rng = new Rng(seed);
        var moment = new ViewOperator(views, rows, problem.IsCentred, isCross: !problem.IsWhitened, cancellation);
        var block = Math.Min(moment.Size, count + Oversampling);
        var blocks = Math.Clamp(MostColumns / block, 4, Blocks);
        return block * blocks <= moment.Size ? Krylov(moment, rng, block, blocks, count) : Dense(moment, count);
    }

    /// <summary>Rayleigh-Ritz over the start and what the operator makes of it again and again, each block orthogonal to all before.</summary>
    private static Matrix Krylov(ViewOperator moment, Rng rng, int block, int blocks, int count)
    {
        var frame = Stiefel.Orthonormalise(Tensor.RandomNormal(rng, [moment.Size, block], ElementType.Float64));
        var (basis, seen) = (frame, Times(moment, frame));
        var last = seen;
        for (var k = 1; k < blocks; k++)
        {
            // Where the moment has no further directions what is left is rounding: orthogonal only after it was brought to length 1.
            frame = Stiefel.Orthonormalise(Rest(basis, last));
            frame = Stiefel.Orthonormalise(Rest(basis, frame));
            last = Times(moment, frame);
            (basis, seen) = (Tensor.Cat([basis, frame], 1), Tensor.Cat([seen, last], 1));
        }

        var core = basis.Transpose().MatMul(seen);
        var ritz = SymmetricEigen.Decompose(Matrix.From((core + core.Transpose()) * 0.5), count);
        return Matrix.From(basis.MatMul(ritz.Vectors.ToTensor()));
    }

    /// <summary>Few features: the moment itself.</summary>
    private static Matrix Dense(ViewOperator moment, int count)
    {
        var all = Times(moment, Tensor.Eye(moment.Size, ElementType.Float64));
        return SymmetricEigen.Decompose(Matrix.From((all + all.Transpose()) * 0.5), count).Vectors;
    }

    private static Tensor Rest(Tensor basis, Tensor block) => block - basis.MatMul(basis.Transpose().MatMul(block));

    private static Tensor Times(ViewOperator moment, Tensor block)
    {
        var result = new double[block.Count];
        moment.Multiply(block.Contiguous().ToArray<double>(), result, (int)block.Size(1));
        return Tensor.From(result, moment.Size, block.Size(1));
    }

    /// <summary>Chosen rows of every view in a basis, [rows, r] each.</summary>
    private static Matrix[] Projected(IReadOnlyList<Matrix> views, Matrix basis, int[] rows)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var directions = basis.ToTensor();
        return [.. views.Select(v =>
        {
            using var inner = new TensorScope();
            return Matrix.From(ViewOperator.Rows(v, rows).MatMul(directions));
        })];
    }
}
