using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>How far stochastic steps on the manifold scatter about the flow.</summary>
internal sealed class StochasticSteps : Experiment
{
    private const int Outputs = 4, Every = 10;

    public override string Id => "E4b";

    public override string Title => "Stochastic steps over orthonormal frames";

    public override string Source => "Esser et al. 2023, stochastic descent on the Grassmannian; law of the scatter derived";

    public override string Shows => "With fresh views and negatives at every step the path scatters about the exact flow in proportion to the root of learning rate over batch size, without bias.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, 1797) is not { } views) return;
        using var rng = new Rng(context.Seed + 40);
        context.Step("moments");
        var modes = ModeCoordinates.Of(views.Moments(rng, context.Size(20, 50)).Cross);
        double[] spectrum = [.. modes.Spectrum];

        // Time 80 of the notes belongs to a largest eigenvalue of .3725.
        var unit = .3725 / spectrum[0];
        (int Batch, double Rate)[] settings = [(32, .05), (32, .0125), (128, .05), .. context.Size<(int, double)[]>([], [(512, .05)])];
        var scatters = settings.Select(s => Mean(context, views, modes, spectrum, s.Batch, s.Rate * unit, 80 * unit)).ToArray();
        findings.Between("rate", "distance from the flow, later half of the times, batches of 32: learning rate .05 over .0125", 1.6, 2.5, scatters[0] / scatters[1]);
        findings.Between("batch", "learning rate .05: batches of 32 over 128", 1.6, 2.5, scatters[0] / scatters[2]);
        if (settings.Length > 3) findings.Between("batch-large", "128 over 512", 1.6, 2.5, scatters[2] / scatters[3]);
        findings.Add(new Table("Distance from the flow", "Frobenius distance of projectors (at most 2.83), root of its mean square over paths and the later half of the times; printed are largest distances of one path.", ["batch", "learning rate", "distance", "distance / root(rate / batch)", "printed"],
            [.. settings.Zip(scatters, (s, d) => (s, d)).Zip([.447, .226, .214, .115], (p, printed) => new[] { $"{p.s.Batch}", Words.Of(p.s.Rate, 4), Words.Of(p.d, 3), Words.Of(p.d / Math.Sqrt(p.s.Rate / p.s.Batch), 2), Words.Of(printed, 3) })]));
    }

    /// <summary>Root of the mean square over paths and the later half of their times: on the way past saddles single paths part from the flow by any amount.</summary>
    private static double Mean(ExperimentContext context, PictureViews views, ModeCoordinates modes, double[] spectrum, int batch, double rate, double end) =>
        Math.Sqrt(Enumerable.Range(0, context.Size(3, 10)).Average(path =>
        {
            context.Step($"batches of {batch}, rate {Words.Of(rate, 4)}, path {path + 1}");
            using var rng = new Rng(context.Seed + 41 + path);
            return Scatter(views, rng, modes, spectrum, batch, rate, end);
        }));

    private static double Scatter(PictureViews views, Rng rng, ModeCoordinates modes, double[] spectrum, int batch, double rate, double end)
    {
        var rows = Manifold.Frame(rng, Outputs, spectrum.Length);
        var flow = new GrassmannFlow(spectrum, rows);
        var (frame, steps, squares) = (modes.Vectors.Times(rows.Transpose()), (int)(end / rate), 0.0);
        for (var step = 1; step <= steps; step++)
        {
            using var scope = new TensorScope();
            var picked = views.Pick(rng, batch);
            var (x, y) = (views.Draw(rng, picked).ToTensor(), views.Draw(rng, picked).ToTensor());
            var difference = y - views.Draw(rng, views.Pick(rng, batch)).ToTensor();
            var q = frame.ToTensor();

            // 2CQ with C the symmetric part of X'(X+ - X-) / m.
            var force = (x.Transpose().MatMul(difference.MatMul(q)) + difference.Transpose().MatMul(x.MatMul(q))) * (1.0 / batch);
            frame = Matrix.From(Stiefel.Retract(q, Stiefel.Horizontal(q, force) * rate, Retraction.Qr));
            if (2 * step < steps || step % Every != 0) continue;
            var seen = modes.Vectors.TransposeTimes(frame);
            squares += Math.Pow(Manifold.Distance(seen.TimesTranspose(seen), flow.Projector(step * rate)), 2) ;
        }

        return squares / ((steps / Every) - (((steps + 1) / 2 - 1) / Every));
    }
}
