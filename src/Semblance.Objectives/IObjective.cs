using Semblance.Networks;

namespace Semblance.Objectives;

/// <summary>The loss face of a method: what a network is trained to make small.</summary>
public interface IObjective : IDisposable
{
    /// <summary>Trainable or remembered parts of the objective itself (a predictor, a classifier, a queue of keys); null when it has none.
    /// The trainer optimises its parameters and saves its state.</summary>
    Module? Parts { get; }

    /// <summary>The loss of one batch and the named terms it is made of.</summary>
    /// <param name="views">Embeddings of the views, float32 or float64; half precision is widened. Call it outside autocast: losses are worked out in float32 at least.</param>
    /// <exception cref="Errors.RequestException">Views of different shapes, too few rows or views, missing labels.</exception>
    LossTerms Terms(ViewEmbeddings views);

    /// <summary>What the objective has to say about its own terms at the end of an epoch; nothing for most.</summary>
    /// <param name="terms">Mean of each term over the epoch, by name.</param>
    /// <returns>Sentences for people: what was seen, and what to do.</returns>
    IReadOnlyList<string> Review(IReadOnlyDictionary<string, double> terms) => [];
}
