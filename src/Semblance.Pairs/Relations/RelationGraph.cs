using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>A relation written out as a sparse matrix in compressed rows (CSR): symmetric, weights above 0, immutable.</summary>
public sealed class RelationGraph : Relation
{
    private readonly Csr _csr;
    private readonly double[] _degrees;
    private readonly long _selfLoops;
    private readonly Lazy<ISymmetricOperator> _normalised;

    /// <summary>A graph over checked rows; entries of 0 are left out.</summary>
    internal RelationGraph(Csr csr, RelationNormalisation normalisation, IReadOnlyList<string>? warnings = null, int? samples = null)
        : base(csr.Count, HasDiagonal(csr), normalisation, warnings)
    {
        _csr = csr.Weights.AsSpan().Contains(0) ? csr.Where((_, _, weight) => weight > 0) : csr;
        Samples = samples ?? Count;
        _degrees = new double[Count];
        for (var row = 0; row < Count; row++)
        {
            for (var e = _csr.Starts[row]; e < _csr.Starts[row + 1]; e++)
            {
                _degrees[row] += _csr.Weights[e];
                _selfLoops += _csr.Columns[e] == row ? 1 : 0;
            }
        }

        Adjacency = new SparseMatrix(_csr.Starts, _csr.Columns, _csr.Weights);
        _normalised = new Lazy<ISymmetricOperator>(() => Normalise(RelationNormalisation.Symmetric).Adjacency);
    }

    /// <inheritdoc/>
    public override int Samples { get; }

    /// <inheritdoc/>
    public override long NonZeros => _csr.Columns.Length;

    /// <summary>Pairs of different rows that are related, each counted once.</summary>
    public long EdgeCount => (NonZeros - _selfLoops) / 2;

    /// <summary>Where each row starts in <see cref="Columns"/> and <see cref="Weights"/>, [n + 1].</summary>
    public ReadOnlySpan<long> RowStarts => _csr.Starts;

    /// <summary>Columns of the entries, ascending within a row, [entries].</summary>
    public ReadOnlySpan<int> Columns => _csr.Columns;

    /// <summary>Weights of the entries, above 0, [entries].</summary>
    public ReadOnlySpan<double> Weights => _csr.Weights;

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Degrees => _degrees;

    /// <inheritdoc/>
    public override ISymmetricOperator Adjacency { get; }

    /// <inheritdoc/>
    public override ISymmetricOperator NormalisedAdjacency => _normalised.Value;

    /// <inheritdoc/>
    /// <remarks>This graph itself, whatever the limit.</remarks>
    public override RelationGraph ToGraph(long limit = DefaultLimit) => this;

    /// <summary>The same relations with scaled weights.</summary>
    /// <param name="kind">How to scale; None gives this graph.</param>
    /// <param name="regularisation">Symmetric only: this times the mean degree is added to every degree, at least 0; damps rows of small degree. Default 0.</param>
    /// <exception cref="RequestException">No relations at all (symmetric apart, which has nothing to do then), a negative regularisation, a graph that cannot be made doubly stochastic.</exception>
    public RelationGraph Normalise(RelationNormalisation kind, double regularisation = 0)
    {
        if (kind == RelationNormalisation.None) return this;
        if (NonZeros == 0 && kind != RelationNormalisation.Symmetric) throw new RequestException("a relation without entries cannot be normalised", $"{Count} rows, no relations", "give at least one related pair");
        if (!(regularisation >= 0 && double.IsFinite(regularisation)) || (regularisation > 0 && kind != RelationNormalisation.Symmetric))
        {
            throw new RequestException("regularisation belongs to the symmetric normalisation and is not negative", $"got {regularisation} with {kind}", "give 0 or leave it out");
        }

        if (kind == RelationNormalisation.UnitDegree)
        {
            var largest = _degrees.Max();
            return With(Array.ConvertAll(_csr.Weights, w => w / largest), kind);
        }

        var scale = kind == RelationNormalisation.Symmetric
            ? Scaling.InverseRoots(_degrees, regularisation * _degrees.Average())
            : Scaling.DoublyStochastic(this);
        var weights = new double[_csr.Weights.Length];
        for (var row = 0; row < Count; row++)
        {
            for (var e = _csr.Starts[row]; e < _csr.Starts[row + 1]; e++) weights[e] = _csr.Weights[e] * (scale[row] * scale[_csr.Columns[e]]);
        }

        return With(weights, kind);
    }

    /// <summary>Adds a weight to every diagonal entry.</summary>
    /// <param name="weight">Above 0. Default 1.</param>
    /// <exception cref="RequestException">A weight that is not above 0.</exception>
    public RelationGraph WithSelfLoops(double weight = 1)
    {
        if (!(weight > 0 && double.IsFinite(weight))) throw new RequestException("the weight of self loops must be above 0", $"got {weight}", "give a positive number");
        var entries = new EntryList(checked(_csr.Columns.Length + Count));
        Write(entries, 1);
        for (var row = 0; row < Count; row++) entries.Add(row, row, weight);
        return new RelationGraph(entries.ToCsr(Count), RelationNormalisation.None, Warnings, Samples);
    }

    /// <summary>The relations among some rows, which are numbered anew in the order given.</summary>
    /// <param name="rows">Rows to keep, each once, [m].</param>
    /// <exception cref="RequestException">No rows, a row out of range or given twice.</exception>
    public RelationGraph Subgraph(IReadOnlyList<int> rows)
    {
        if (rows.Count == 0) throw new RequestException("a part of a relation needs rows", "no rows were given", "give at least one row");
        var place = new int[Count];
        Array.Fill(place, -1);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] < 0 || rows[i] >= Count || place[rows[i]] >= 0)
            {
                throw new RequestException("the rows to keep must be different rows of the relation", $"got {rows[i]} as number {i}; there are {Count} rows", "give each row once");
            }

            place[rows[i]] = i;
        }

        var entries = new EntryList();
        foreach (var row in rows)
        {
            for (var e = _csr.Starts[row]; e < _csr.Starts[row + 1]; e++)
            {
                if (place[_csr.Columns[e]] >= 0) entries.Add(place[row], place[_csr.Columns[e]], _csr.Weights[e]);
            }
        }

        return new RelationGraph(entries.ToCsr(rows.Count), RelationNormalisation.None, Warnings);
    }

    internal override void Connect(DoubleCover cover)
    {
        for (var row = 0; row < Count; row++)
        {
            for (var e = _csr.Starts[row]; e < _csr.Starts[row + 1]; e++)
            {
                if (_csr.Columns[e] >= row) cover.Join(row, _csr.Columns[e]);
            }
        }
    }

    internal override void Write(EntryList entries, double factor)
    {
        for (var row = 0; row < Count; row++)
        {
            for (var e = _csr.Starts[row]; e < _csr.Starts[row + 1]; e++) entries.Add(row, _csr.Columns[e], factor * _csr.Weights[e]);
        }
    }

    internal override LabelledWeight Labelled(int[] labels)
    {
        double equal = 0, total = 0;
        for (var row = 0; row < Count; row++)
        {
            for (var e = _csr.Starts[row]; e < _csr.Starts[row + 1]; e++)
            {
                var column = _csr.Columns[e];
                if (column == row || labels[row] < 0 || labels[column] < 0) continue;
                total += _csr.Weights[e];
                if (labels[row] == labels[column]) equal += _csr.Weights[e];
            }
        }

        return new LabelledWeight(equal, total);
    }

    private RelationGraph With(double[] weights, RelationNormalisation kind) => new(new Csr(_csr.Starts, _csr.Columns, weights), kind, Warnings, Samples);

    private static bool HasDiagonal(Csr csr)
    {
        for (var row = 0; row < csr.Count; row++)
        {
            var (from, length) = ((int)csr.Starts[row], (int)(csr.Starts[row + 1] - csr.Starts[row]));
            var at = csr.Columns.AsSpan(from, length).BinarySearch(row);
            if (at >= 0 && csr.Weights[from + at] > 0) return true;
        }

        return false;
    }
}
