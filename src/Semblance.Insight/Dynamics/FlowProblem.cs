using System.Globalization;
using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.BarlowTwins;
using Semblance.Objectives.Dynamics;
using Semblance.Objectives.SimClr;
using Semblance.Objectives.SpectralContrastive;
using Semblance.Objectives.VicReg;
using Semblance.Options;
using Semblance.Pairs.Moments;

namespace Semblance.Insight.Dynamics;

/// <summary>A method's flow with what is needed to set it up: whose moments, in which coordinates, on which clock.</summary>
internal sealed class FlowProblem
{
    private FlowProblem(IFlow flow, object options) => (Flow, Options) = (flow, options);

    internal IFlow Flow { get; }

    /// <summary>The method's loss is this many times the loss of the flow: learning rates count as many times.</summary>
    internal double Speed { get; private init; } = 1;

    internal bool IsCentred { get; private init; } = true;

    internal bool IsWhitened { get; private init; }

    internal bool IsOrthonormal { get; private init; }

    /// <summary>Whether all directions have to be followed: they share what there is.</summary>
    internal bool NeedsAll => IsOrthonormal || Flow is UnconstrainedFlow;

    /// <summary>What is followed, in words.</summary>
    internal string Loss { get; private init; } = "";

    internal IReadOnlyList<string> Warnings { get; private init; } = [];

    private object Options { get; }

    internal static FlowProblem Of(FlowForm form, IEnumerable<KeyValuePair<string, string>> texts, ForecastOptions forecast)
    {
        var options = OptionSet.Read(form.OptionsType, texts, $"method '{form.Name}'");
        if (options is VicRegOptions { Variance: <= 0 }) throw new RequestException("without its variance term VICReg learns nothing", "got variance 0", "give a variance weight above 0");
        var flow = form.Create(options);
        if (forecast.Batch is { } batch)
        {
            flow = flow switch
            {
                BarlowTwinsFlow => new BarlowTwinsEquation { BatchSize = batch },
                BarlowTwinsEquation equation => new BarlowTwinsEquation { OffDiagonal = equation.OffDiagonal, BatchSize = batch },
                _ => throw new RequestException($"what small batches do to '{form.Name}' is not known in closed form", $"got --batch {batch}", "leave it out, or take barlow-twins"),
            };
        }

        var problem = Set(flow, options, forecast.Dim);
        var wanted = forecast.Inputs switch { "own" => false, "whitened" => true, _ => problem.IsWhitened };
        if (problem.IsWhitened && !wanted)
            throw new RequestException($"the flow of '{form.Name}' holds on whitened inputs", "got --inputs own", "leave it out, or take barlow-twins or orthonormal");
        return new FlowProblem(flow, options)
        {
            Speed = problem.Speed,
            IsCentred = problem.IsCentred,
            IsWhitened = wanted,
            IsOrthonormal = problem.IsOrthonormal,
            Loss = problem.Loss,
            Warnings = problem.Warnings,
        };
    }

    /// <summary>Moments as the method sees them: about the mean, or about the origin.</summary>
    internal PairMoments Seen(PairMoments moments) => IsCentred ? moments : new PairMoments
    {
        Dim = moments.Dim,
        Views = moments.Views,
        Count = moments.Count,
        Mean = new double[moments.Dim],
        Total = moments.SecondMoment(),
        Cross = moments.CrossSecondMoment(),
    };

    /// <summary>The matrix whose eigenvectors are the modes where inputs are not whitened.</summary>
    internal Matrix Drive(PairMoments seen) => Options is OrthonormalOptions options ? TraceForm.OfMoments(options.Kind, seen) : seen.Cross;

    internal ModeCoordinates Coordinates(PairMoments seen, double ridge) => IsWhitened ? ModeCoordinates.Whitened(seen, ridge) : ModeCoordinates.Of(Drive(seen));

    /// <summary>The flow with what it needs to know of the moments.</summary>
    internal IFlow With(Matrix? total) => Flow is BarlowTwinsEquation equation && double.IsFinite(equation.BatchSize)
        ? new BarlowTwinsEquation { OffDiagonal = equation.OffDiagonal, BatchSize = equation.BatchSize, Total = total }
        : Flow;

    private static FlowProblem Set(IFlow flow, object options, int dim) => options switch
    {
        BarlowTwinsOptions barlow => new FlowProblem(flow, options)
        {
            Loss = string.Create(CultureInfo.InvariantCulture, $"sum of (c_ii - 1)^2 and {barlow.OffDiagonal} times the sum of c_ij^2, c the cross-covariance of the outputs"),
            Warnings = ["barlow-twins proper standardises every output over the batch, the flow does not: with a small start the order of the modes is the same, their times are not"],
        },
        VicRegOptions vicreg => new FlowProblem(flow, options)
        {
            Speed = vicreg.Variance / dim,
            IsWhitened = true,
            Loss = string.Create(CultureInfo.InvariantCulture, $"{vicreg.Variance} / {dim} times |S - I|^2 and 2 x {vicreg.Invariance} / {dim} times the disagreement of the views"),
            Warnings = Stands(vicreg),
        },
        SpectralContrastiveOptions spectral => new FlowProblem(flow, options)
        {
            IsCentred = false,
            IsWhitened = true,
            Loss = "-2 z'z+ and (z'z-)^2, means over pairs and over all other rows",
            Warnings = spectral.Radius is null ? [] : ["the flow knows no largest radius: it is that of radius = none"],
        },
        SimClrOptions => new FlowProblem(flow, options)
        {
            IsWhitened = true,
            Loss = "InfoNCE of dot products, to second order in the embeddings",
            Warnings = ["simclr proper uses cosines: of its flow only the order of the modes carries over, not the times and not where they end"],
        },
        OrthonormalOptions free when flow is UnconstrainedFlow => new FlowProblem(flow, options)
        {
            IsCentred = free.Kind != PairLoss.DotProduct,
            Loss = $"trace form of the {free.Loss} loss, no constraint",
            Warnings = ["without a constraint all outputs become copies of one direction and grow without bound: a representation of one number"],
        },
        OrthonormalOptions orthonormal => new FlowProblem(flow, options)
        {
            IsCentred = orthonormal.Kind != PairLoss.DotProduct,
            IsOrthonormal = true,
            Loss = $"trace form of the {orthonormal.Loss} loss, orthonormal weights",
            Warnings = orthonormal.Kind == PairLoss.Distance ? ["with orthonormal weights the distance loss prefers the directions with least variance: dead ones first"] : [],
        },
        _ => new FlowProblem(flow, options),
    };

    private static List<string> Stands(VicRegOptions options)
    {
        var warnings = new List<string>();
        if (options.VarianceForm != "squared") warnings.Add("the flow is that of variance-form=squared; the hinge of vicreg lets a deviation above 1 cost nothing");
        if (options.Covariance != options.Variance / 2)
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"the flow is exact for covariance = variance / 2 = {options.Variance / 2}, here it is {options.Covariance}"));
        return warnings;
    }
}
