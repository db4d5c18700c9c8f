namespace Semblance.Pairs.Kernels;

/// <summary>Which source pixels an output pixel is a weighted mean of, along one axis: bilinear, widened when shrinking so that nothing is skipped.</summary>
/// <remarks>
/// The triangle filter of PIL and of torchvision's <c>antialias=True</c>: support max(1, scale), weights normalised over the
/// pixels inside the frame. Laid out tap by tap, [tap, output padded to 8], so that eight outputs are computed together.
/// </remarks>
internal sealed unsafe class ResizeTable
{
    private int[] _index = [];
    private float[] _weight = [];
    private int[] _near = [], _groupStart = [], _pairStart = [];
    private float[] _pairWeight = [];

    /// <summary>First source pixel used.</summary>
    internal int First { get; private set; }

    /// <summary>One past the last source pixel used.</summary>
    internal int End { get; private set; }

    /// <summary>Source pixels per output, padded with weight 0 where an output has fewer.</summary>
    internal int Taps { get; private set; }

    /// <summary>Outputs rounded up to a multiple of 8: the distance from one tap to the next.</summary>
    internal int Stride { get; private set; }

    /// <summary>Places of the source pixels, counted from <see cref="First"/> in units of <c>step</c>.</summary>
    internal ReadOnlySpan<int> Index => _index;

    /// <summary>Weights; those of one output sum to <c>gain</c>.</summary>
    internal ReadOnlySpan<float> Weight => _weight;

    /// <summary>True when the eight places of each group lie within eight neighbours: no shrinking, places next to each other in memory.</summary>
    internal bool IsClose { get; private set; }

    /// <summary>When close: places counted from the start of their group of eight, laid out as <see cref="Index"/>.</summary>
    internal ReadOnlySpan<int> Near => _near;

    /// <summary>When close: the first place of each group of eight, [tap, outputs / 8].</summary>
    internal ReadOnlySpan<int> GroupStart => _groupStart;

    /// <summary>With three channels: half the taps, rounded up; two pixels lie within eight floats and are weighed together.</summary>
    internal int Pairs { get; private set; }

    /// <summary>With three channels: the place of each output's first pixel, from which <see cref="Pairs"/> times two follow.</summary>
    internal ReadOnlySpan<int> PairStart => _pairStart;

    /// <summary>With three channels: weights of the eight floats, [outputs padded to 8, pairs, 8], the last two of eight 0.</summary>
    internal ReadOnlySpan<float> PairWeight => _pairWeight;

    /// <summary>Fills the table.</summary>
    /// <param name="start">Start of the frame in source pixels.</param>
    /// <param name="length">Length of the frame in source pixels, &gt; 0.</param>
    /// <param name="limit">Length of the source.</param>
    /// <param name="outputs">Output pixels.</param>
    /// <param name="mirror">Whether outputs run backwards.</param>
    /// <param name="step">Distance of neighbouring source pixels in memory.</param>
    /// <param name="gain">Sum of the weights.</param>
    internal void Build(double start, double length, int limit, int outputs, bool mirror, int step, double gain)
    {
        var scale = length / outputs;
        var support = Math.Max(1, scale);
        First = Math.Clamp((int)Math.Floor(start + 1e-6), 0, limit - 1);
        End = Math.Clamp((int)Math.Ceiling(start + length - 1e-6), First + 1, limit);
        Stride = (outputs + 7) & ~7;
        var room = ((int)Math.Ceiling(support) * 2 + 1) * Stride;
        if (_index.Length < room)
        {
            _index = new int[room];
            _weight = new float[room];
        }

        Array.Clear(_weight, 0, room);
        Array.Clear(_index, 0, room);
        Taps = 1;
        IsClose = false;
        if (scale <= 1)
        {
            for (var i = 0; i < outputs; i++) PlaceTwo(mirror ? outputs - 1 - i : i, start + scale * (i + 0.5) - 0.5, step, gain);
            IsClose = step == 1;
            if (IsClose) Group(outputs);
        }
        else
        {
            for (var i = 0; i < outputs; i++) Place(mirror ? outputs - 1 - i : i, start + scale * (i + 0.5), support, step, gain);
        }

        if (step == 3) Pair(outputs);
    }

    // The pixels of an output follow each other. Where pairs would reach past the last one they begin earlier, with weight 0.
    private void Pair(int outputs)
    {
        Pairs = (Taps + 1) / 2;
        if (_pairStart.Length < Stride) _pairStart = new int[Stride];
        var room = Stride * Pairs * 8;
        if (_pairWeight.Length < room) _pairWeight = new float[room];
        Array.Clear(_pairStart, 0, Stride);
        Array.Clear(_pairWeight, 0, room);
        var latest = Math.Max(0, End - First - (2 * Pairs));
        for (var x = 0; x < outputs; x++)
        {
            var first = _index[x] / 3;
            var start = Math.Min(first, latest);
            _pairStart[x] = start * 3;
            for (var t = 0; t < Taps; t++)
            {
                var weight = _weight[(t * Stride) + x];
                if (weight == 0) continue;
                var tap = first - start + t;
                _pairWeight.AsSpan((((x * Pairs) + (tap / 2)) * 8) + (tap % 2 * 3), 3).Fill(weight);
            }
        }
    }

    private void Group(int outputs)
    {
        if (_near.Length < _index.Length)
        {
            _near = new int[_index.Length];
            _groupStart = new int[_index.Length / 8];
        }

        for (var from = 0; from < Taps * Stride; from += 8)
        {
            // Padding, at place 0 with weight 0, would widen its group: it is left out.
            var real = _index.AsSpan(from, Math.Min(8, outputs - from % Stride));
            var start = real[0];
            foreach (var place in real) start = Math.Min(start, place);
            _groupStart[from / 8] = start;
            for (var i = 0; i < 8; i++) _near[from + i] = i < real.Length ? real[i] - start : 0;
        }
    }

    // Without shrinking an output lies between two pixels at most; at the frame's edge both are the same one.
    private void PlaceTwo(int output, double place, int step, double gain)
    {
        var floor = (int)Math.Floor(place);
        var share = place - floor;
        var (left, right) = (Math.Clamp(floor, First, End - 1), Math.Clamp(floor + 1, First, End - 1));
        _index[output] = (left - First) * step;
        _index[Stride + output] = (right - First) * step;
        if (left == right || share == 0)
        {
            _weight[output] = (float)gain;
            return;
        }

        Taps = 2;
        _weight[output] = (float)((1 - share) * gain);
        _weight[Stride + output] = (float)(share * gain);
    }

    private void Place(int output, double centre, double support, int step, double gain)
    {
        var from = Math.Clamp((int)(centre - support + 0.5), First, End - 1);
        var end = Math.Clamp((int)(centre + support + 0.5), from + 1, End);
        var inverse = 1 / support;
        double sum = 0;
        for (var j = from; j < end; j++) sum += Math.Max(0, 1 - Math.Abs(j + 0.5 - centre) * inverse);

        // A frame narrower than a pixel's half may see no weight at all: the nearest pixel then stands for it.
        var factor = sum > 0 ? gain / sum : 0;
        for (var j = from; j < end; j++)
        {
            var weight = sum > 0 ? Math.Max(0, 1 - Math.Abs(j + 0.5 - centre) * inverse) * factor : j == from ? gain : 0;
            var place = (j - from) * Stride + output;
            _index[place] = (j - First) * step;
            _weight[place] = (float)weight;
            if (weight != 0 && j - from >= Taps) Taps = j - from + 1;
        }
    }
}
