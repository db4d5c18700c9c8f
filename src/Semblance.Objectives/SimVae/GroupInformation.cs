using Semblance.Errors;

namespace Semblance.Objectives.SimVae;

/// <summary>What two views of a sample tell of each other when content and style are normal: pointwise and mutual information, and the temperature that says the same.</summary>
/// <remarks>With v = between + within and rho = between / v, PMI(z, z') = -(d/2) log(1 - rho^2) - [rho^2 (|z|^2 + |z'|^2) - 2 rho z.z'] / (2 v (1 - rho^2)), the perfect
/// critic of InfoNCE. On a sphere of radius R it is affine in z.z' with slope between / (within (within + 2 between)), so that a softmax over cosines has the temperature
/// within (within + 2 between) / (between R^2).</remarks>
/// <param name="Within">Variance of style in each dimension, > 0.</param>
/// <param name="Between">Variance of content in each dimension, > 0.</param>
public sealed record GroupInformation(double Within, double Between)
{
    /// <summary>Correlation of two views in each dimension, in (0, 1).</summary>
    public double Correlation => Between / (Between + Within);

    /// <summary>Mutual information of two views in each dimension, nats.</summary>
    public double MutualInformation => -0.5 * Math.Log(1 - (Correlation * Correlation));

    /// <summary>Slope of the pointwise information in the inner product of two vectors of one length.</summary>
    public double Slope => Between / (Within * (Within + (2 * Between)));

    /// <summary>Log ratio of the joint density of two latent vectors to the product of their own, nats.</summary>
    /// <param name="first">Latent vector of one view.</param>
    /// <param name="second">Of another, of the same length.</param>
    public double Pointwise(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length) throw new ArgumentException($"vectors of {first.Length} and {second.Length} numbers");
        double squares = 0, product = 0;
        for (var k = 0; k < first.Length; k++)
        {
            squares += (first[k] * first[k]) + (second[k] * second[k]);
            product += first[k] * second[k];
        }

        var (rho, rest) = (Correlation, 1 - (Correlation * Correlation));
        return (first.Length * MutualInformation) - (((rho * rho * squares) - (2 * rho * product)) / (2 * (Between + Within) * rest));
    }

    /// <summary>The softmax temperature of cosines that is the same pull, for embeddings on a sphere.</summary>
    /// <param name="radius">Length of the latent vectors, > 0; sqrt(d (between + within)) is typical.</param>
    public double Temperature(double radius) => 1 / (Slope * radius * radius);

    /// <summary>The other way: the variance of style at which a softmax of cosines of this temperature is the perfect critic.</summary>
    /// <param name="temperature">Divides cosines, > 0.</param>
    /// <param name="between">Variance of content, > 0.</param>
    /// <param name="radius">Length of the latent vectors, > 0.</param>
    public static GroupInformation OfTemperature(double temperature, double between, double radius)
    {
        if (!(temperature > 0 && between > 0 && radius > 0)) throw new RequestException("temperature, variance and radius are above 0", FormattableString.Invariant($"got {temperature}, {between}, {radius}"), "give positive numbers");

        // within^2 + 2 between within = temperature between radius^2
        var product = temperature * between * radius * radius;
        return new GroupInformation(product / (between + Math.Sqrt((between * between) + product)), between);
    }

    /// <summary>Density of content given the latent vectors of J views: normal about this share of their mean, with this variance.</summary>
    /// <param name="views">J, >= 1.</param>
    public (double Share, double Variance) ContentGiven(int views)
    {
        var sum = Within + (views * Between);
        return (views * Between / sum, Within * Between / sum);
    }
}
