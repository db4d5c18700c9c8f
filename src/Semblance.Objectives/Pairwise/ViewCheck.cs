using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Objectives.Pairwise;

/// <summary>Checks what an objective is given, once, where it comes in.</summary>
internal static class ViewCheck
{
    /// <summary>Checks number, type and shapes of views, and labels where they are needed.</summary>
    /// <param name="method">Name of the method, for messages.</param>
    /// <param name="views">What was given.</param>
    /// <param name="fewest">Smallest number of views.</param>
    /// <param name="needsLabels">Whether labels must be there.</param>
    /// <exception cref="RequestException">Something is wrong; the message names it with its shape.</exception>
    internal static void Check(string method, ViewEmbeddings views, int fewest, bool needsLabels)
    {
        var online = views.Online;
        if (online.Count < fewest) throw new RequestException($"method '{method}' needs at least {fewest} views", $"got {online.Count}", "give one array for each view, row-aligned");
        Alike(method, online[0], online, "view");
        if (views.Target is { } target)
        {
            if (target.Count != online.Count) throw new RequestException($"method '{method}' needs a target for every view", $"got {online.Count} views and {target.Count} targets", "embed every view with the target network");
            Alike(method, online[0], target, "target");
        }

        if (needsLabels) Labels(method, online[0], views.Labels);
    }

    /// <summary>Half-precision embeddings as float32; others as they are.</summary>
    internal static Tensor[] Widened(IReadOnlyList<Tensor> views) =>
        [.. views.Select(z => z.ElementType is ElementType.BFloat16 or ElementType.Float16 ? z.To(ElementType.Float32) : z)];

    /// <summary>Checks that embeddings have the size that the objective's parts were made for.</summary>
    internal static void Dim(string method, Tensor view, int dim)
    {
        if (view.Size(1) != dim) throw new RequestException($"this '{method}' was made for embeddings of {dim} dimensions", $"view 1 is {view}", "make the objective with the size of the head's output");
    }

    private static void Alike(string method, Tensor first, IReadOnlyList<Tensor> tensors, string kind)
    {
        for (var k = 0; k < tensors.Count; k++)
        {
            var tensor = tensors[k];
            if (tensor.Rank != 2) throw new RequestException($"method '{method}' needs embeddings of shape [batch, dim]", $"{kind} {k + 1} is {tensor}", "flatten each row to one vector");
            if (tensor.ElementType is not (ElementType.Float32 or ElementType.Float64 or ElementType.BFloat16 or ElementType.Float16))
            {
                throw new RequestException($"method '{method}' needs embeddings of floating-point numbers", $"{kind} {k + 1} is {tensor}", "convert it to float32 or float64");
            }

            if (!tensor.Shape.SequenceEqual(first.Shape) || tensor.ElementType != first.ElementType)
            {
                throw new RequestException(
                    $"method '{method}' needs all views of the same shape and type", $"view 1 is {first}, {kind} {k + 1} is {tensor}", "row i of every view must belong together; was the last batch cut?");
            }
        }

        if (first.Size(0) < 2) throw new RequestException($"method '{method}' needs at least 2 rows in a batch", $"{kind} 1 is {first}", "raise the batch size, or drop the last short batch");
        if (first.Size(1) < 1) throw new RequestException($"method '{method}' needs at least 1 dimension", $"{kind} 1 is {first}", "give embeddings with columns");
    }

    private static void Labels(string method, Tensor first, Tensor? labels)
    {
        if (labels is null) throw new RequestException($"method '{method}' needs labels", "got none", "give the class of each row (--labels y.npy, or a data set with labels)");
        if (labels.ElementType != ElementType.Int64 || labels.Rank != 1 || labels.Size(0) != first.Size(0))
        {
            throw new RequestException(
                $"method '{method}' needs one label for each row, int64 [{first.Size(0)}]", $"views are {first}, labels are {labels}", "give one integer class for each row");
        }
    }
}
