namespace Semblance.Tensors.Engine;

/// <summary>Is told of every operator called by name while it is <see cref="Operator.Watch"/>.</summary>
internal abstract class OperatorWatch
{
    /// <summary>One call is done.</summary>
    /// <param name="called">The operator.</param>
    /// <param name="arguments">What it was given.</param>
    /// <param name="seconds">How long it took; on a GPU how long asking for it took.</param>
    internal abstract void Add(Operator called, ReadOnlySpan<Argument> arguments, double seconds);
}
