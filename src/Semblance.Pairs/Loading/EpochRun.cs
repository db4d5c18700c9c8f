using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Semblance.Pairs.Loading;

/// <summary>One pass through the data: threads fill batches ahead of the consumer, who takes them in order.</summary>
internal sealed class EpochRun : IDisposable
{
    // Threads share a batch in pieces of this many rows, so that the first batch of an epoch is not the work of one thread.
    private const int PieceRows = 16;

    private readonly object _gate = new();
    private readonly Func<int, ViewBatch> _create;
    private readonly Action<int, ViewBatch, int, int>[] _fill;
    private readonly Thread[] _threads;
    private readonly Dictionary<int, Filling> _fillings = [];
    private readonly int _end, _ahead;
    private int _nextBatch, _nextRow, _taken;
    private bool _stopped;

    /// <summary>Starts the threads.</summary>
    /// <param name="first">First batch.</param>
    /// <param name="end">One past the last batch.</param>
    /// <param name="ahead">Batches that may be in work before they are taken.</param>
    /// <param name="create">Makes an empty batch by number.</param>
    /// <param name="fill">For each thread: fills rows from..end of a batch with that number.</param>
    internal EpochRun(int first, int end, int ahead, Func<int, ViewBatch> create, Action<int, ViewBatch, int, int>[] fill)
    {
        (_nextBatch, _taken, _end, _ahead, _create, _fill) = (first, first, end, ahead, create, fill);
        _threads = [.. fill.Select((_, i) => new Thread(() => Work(i)) { IsBackground = true, Name = $"views {i}" })];
        foreach (var thread in _threads) thread.Start();
    }

    /// <summary>Seconds the consumer has waited in <see cref="Take"/>.</summary>
    internal double WaitSeconds { get; private set; }

    /// <summary>The next batch in order; what a thread threw while making it is thrown here.</summary>
    internal ViewBatch Take()
    {
        var started = Stopwatch.GetTimestamp();
        Filling? filling;
        lock (_gate)
        {
            while (!_fillings.TryGetValue(_taken, out filling) || (filling.RowsLeft > 0 && filling.Failure is null)) Monitor.Wait(_gate);
            _fillings.Remove(_taken++);
            Monitor.PulseAll(_gate);
        }

        WaitSeconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (filling.Failure is null) return filling.Batch!;
        filling.Failure.Throw();
        throw new UnreachableException();
    }

    /// <summary>Stops the threads and gives back what was not taken.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads) thread.Join();
        foreach (var filling in _fillings.Values) filling.Batch?.Dispose();
        _fillings.Clear();
    }

    private void Work(int worker)
    {
        while (Claim() is { } piece)
        {
            try
            {
                _fill[worker](piece.Number, piece.Filling.Batch!, piece.From, piece.End);
            }
            catch (Exception e)
            {
                Fail(piece.Filling, e);
                return;
            }

            lock (_gate)
            {
                piece.Filling.RowsLeft -= piece.End - piece.From;
                if (piece.Filling.RowsLeft == 0) Monitor.PulseAll(_gate);
            }
        }
    }

    private Piece? Claim()
    {
        lock (_gate)
        {
            while (!_stopped && _nextBatch < _end && _nextBatch >= _taken + _ahead) Monitor.Wait(_gate);
            if (_stopped || _nextBatch >= _end) return null;
            if (_nextRow == 0) Begin(_nextBatch);
            if (!_fillings.TryGetValue(_nextBatch, out var filling) || filling.Failure is not null) return null;
            var rows = filling.Batch!.Count;
            var piece = new Piece(_nextBatch, filling, _nextRow, Math.Min(rows, _nextRow + PieceRows));
            _nextRow = piece.End;
            if (_nextRow == rows) (_nextBatch, _nextRow) = (_nextBatch + 1, 0);
            return piece;
        }
    }

    private void Begin(int number)
    {
        try
        {
            var batch = _create(number);
            _fillings[number] = new Filling { Batch = batch, RowsLeft = batch.Count };
        }
        catch (Exception e)
        {
            _fillings[number] = new Filling { Failure = ExceptionDispatchInfo.Capture(e) };
            Monitor.PulseAll(_gate);
        }
    }

    private void Fail(Filling filling, Exception e)
    {
        lock (_gate)
        {
            filling.Failure ??= ExceptionDispatchInfo.Capture(e);
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    private sealed class Filling
    {
        internal ViewBatch? Batch { get; init; }

        internal int RowsLeft { get; set; }

        internal ExceptionDispatchInfo? Failure { get; set; }
    }

    private sealed record Piece(int Number, Filling Filling, int From, int End);
}
