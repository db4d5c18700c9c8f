using Semblance.Insight.Evaluation;
using Semblance.Insight.Style;
using Semblance.Numerics;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training.Loop;

namespace Semblance.Insight.Experiments.SimVae;

/// <summary>The deterministic row that every table must print beside the learnt ones.</summary>
internal sealed class PrincipalComponents : Experiment
{
    private const int Dims = 10;

    public override string Id => "V4";

    public override string Title => "Ten principal components of FashionMNIST";

    public override string Source => "Our own protocol check: pixels in [0, 1], covariance divided by rows";

    public override string Shows => "Ten linear features already reach 81 % by k-NN: what a learnt encoder of ten dimensions must beat.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var train = FashionData.Open(context, findings, Split.Train);
        if (train is null) return;
        using var test = FashionData.Open(context, findings, Split.Test)!;
        context.Step("components");
        var (known, unknown) = (Pixels(train), Pixels(test));
        var pca = Pca.Fit(known, Dims);
        double[] expected = [19.8095, 12.1120, 4.1061, 3.3818, 2.6247, 2.3608, 1.5974, 1.2998, .9208, .8965];
        findings.Near("spectrum", "ten largest eigenvalues of the covariance", expected, pca.Variance, 5.1e-5);
        findings.Near("total", "total variance", 68.2163, pca.TotalVariance, 5.1e-5);
        findings.Near("error", "squared error of a pixel left by ten components, on test pictures", .02435, Error(pca, unknown), 5.1e-6);
        var (features, queries) = (pca.Apply(known), pca.Apply(unknown));
        context.Step("neighbours");
        double[] votes = [.. new[] { 1, 5, 15 }.Select(k => 100 * PlainVote.Accuracy(features, queries, k))];
        findings.Near("neighbours", "k-NN with k = 1, 5, 15, per cent", [78.26, 80.55, 81.19], votes, 0.011, "ties go to the smallest label; one picture is .01");
        context.Step("linear probe");
        var (loss, accuracy) = Probe(features, queries);
        findings.Near("entropy", "logistic regression without penalty: cross-entropy on training pictures", .62991, loss, 5.1e-6);
        findings.Near("linear", "its accuracy on test pictures, per cent", 75.57, accuracy, 0.011, "one picture is .01");
    }

    /// <summary>Run to the optimum, which probes for scores need not be.</summary>
    private static (double Loss, double Accuracy) Probe(FeatureSet train, FeatureSet test)
    {
        using var scope = new TensorScope();
        var problem = new Problem(train, test, new EvaluationOptions());
        var (known, unknown) = problem.Standardised;
        var solver = new Lbfgs { MaxIterations = 2000, GradientTolerance = 1e-7, ValueTolerance = 1e-10 };
        var fit = LogisticRegression.Fit(known.ToTensor().To(ElementType.Float64), problem.TrainClasses, problem.Classes, 0, solver);
        var hits = Problem.Hits(LogisticRegression.Predict(unknown.ToTensor().To(ElementType.Float64), fit.Point, problem.Classes), problem.TestClasses);
        return (fit.Value, 100.0 * hits / test.Rows);
    }

    internal static FeatureSet Pixels(DataSet data)
    {
        var plain = ViewPlan.Plain(data, null);
        var identity = new LayerSource(["pixels"], samples => [new Pixels(plain).Of(samples).Flatten(1)], "pixels");
        var sample = StyleSample.Read(data, plain, data.Count, identity, new StyleOptions());
        return sample.Set(0, sample.Labels);
    }

    private static double Error(Pca pca, FeatureSet pictures)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var axes = Tensor.From(pca.Components, Dims, pictures.Dim).To(ElementType.Float32);
        var mean = Tensor.From(pca.Mean, pictures.Dim).To(ElementType.Float32);
        var rows = Tensor.From(pictures.Values, pictures.Rows, pictures.Dim) - mean;
        return (rows - rows.MatMul(axes.Transpose()).MatMul(axes)).Square().Mean().Item();
    }
}
