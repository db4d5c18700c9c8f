using Semblance.Pairs.Augmentations;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Loading;

/// <summary>Makes the views of one row at a time; one per thread, as it holds that thread's scratch memory.</summary>
internal sealed unsafe class ViewMaker
{
    private readonly DataSet _data;
    private readonly ViewPlan _plan;
    private readonly IPairSource _pairs;
    private readonly LoaderOptions _options;
    private readonly PixelBuffer _pixels = new();
    private readonly FrameKernel _frames = new();
    private readonly OutputKernel _output;
    private readonly Canvas _canvas;
    private readonly SampleShape _shown;
    private readonly float[] _appended;

    internal ViewMaker(DataSet data, ViewPlan plan, IPairSource pairs, LoaderOptions options)
    {
        (_data, _plan, _pairs, _options) = (data, plan, pairs, options);
        // What a design appends is no part of the picture: augmentations do not see it.
        _appended = new float[data.AppendedChannels];
        _shown = plan.Output with { Channels = plan.Output.Channels - _appended.Length };
        _canvas = plan.Input.IsImage ? new Canvas(_shown.Channels, _shown.Height, _shown.Width) : new Canvas(1, 1, _shown.Channels);
        _output = new OutputKernel(plan.Normalisation, _canvas.Channels, options.ChannelsLast, _appended.Length, !plan.Input.IsImage);
    }

    /// <summary>Makes all views of a pair-source row and stores them as a row of the batch.</summary>
    internal void Make(ViewBatch batch, int batchRow, int row, int epoch)
    {
        for (var view = 0; view < _options.Views; view++)
        {
            var sample = batch.IndicesOf(view)[batchRow] = _pairs.SampleOf(row, view, _options.Seed, epoch);
            if (_plan.Input.IsImage) Draw(batch, batchRow, row, view, epoch, _data.SizeOf(sample));
            else Draw(batch, batchRow, row, view, epoch, new ImageSize(1, _shown.Channels));
        }

        if (_plan.Input.IsImage) MakeImages(batch, batchRow, row, epoch);
        else MakeVectors(batch, batchRow, row, epoch);
        batch.Labels[batchRow] = _data.Labels is { } labels ? labels[batch.Indices[batchRow]] : -1;
    }

    private void MakeImages(ViewBatch batch, int batchRow, int row, int epoch)
    {
        var read = (Sample: -1, Reduction: 0);
        for (var view = 0; view < _options.Views; view++)
        {
            var sample = batch.IndicesOf(view)[batchRow];
            if (sample != read.Sample)
            {
                var asked = sample;
                read = (asked, Reduction(batch, batchRow, asked));
                _data.ReadPixels(asked, _pixels, read.Reduction);
            }

            if (_pixels.Index != sample) Replace(batch, batchRow, row, view, epoch);
            var full = _data.SizeOf(_pixels.Index);
            var frame = FrameOf(batch, batchRow, view, full);
            var inPixels = _pixels.Size == full ? Rounded(frame) : frame.In(full, _pixels.Size);
            _frames.Render(_pixels.Pixels.Span, _pixels.Size, _pixels.Channels, inPixels, _canvas);
            Finish(batch, batchRow, row, view, epoch);
        }
    }

    private void MakeVectors(ViewBatch batch, int batchRow, int row, int epoch)
    {
        for (var view = 0; view < _options.Views; view++)
        {
            _data.Row(batch.IndicesOf(view)[batchRow])[.._shown.Channels].CopyTo(new Span<float>(_canvas.Plane(0), _canvas.PlaneLength));
            Finish(batch, batchRow, row, view, epoch);
        }
    }

    // The picture turned out to be damaged and another was read: it has its own size, so the crop is drawn for that.
    private void Replace(ViewBatch batch, int batchRow, int row, int view, int epoch)
    {
        batch.IndicesOf(view)[batchRow] = _pixels.Index;
        Draw(batch, batchRow, row, view, epoch, _data.SizeOf(_pixels.Index));
    }

    private void Draw(ViewBatch batch, int batchRow, int row, int view, int epoch, ImageSize source)
    {
        var parameters = batch.Parameters(view).RowOf(batchRow);
        var list = _plan.ListOf(view);
        for (var step = 0; step < list.Count; step++)
        {
            var augmentation = list[step];
            var mine = parameters[..augmentation.ParameterNames.Count];
            parameters = parameters[mine.Length..];
            augmentation.Neutral(mine);
            var draws = new Draws(_options.Seed, epoch, row, view, 2 * step);
            if (draws.Chance(augmentation.Probability)) augmentation.Draw(ref draws, source, _shown, mine);
        }
    }

    private void Finish(ViewBatch batch, int batchRow, int row, int view, int epoch)
    {
        var parameters = batch.Parameters(view).RowOf(batchRow);
        var list = _plan.ListOf(view);
        var framed = true;
        for (var step = 0; step < list.Count; step++)
        {
            var augmentation = list[step];
            var mine = parameters[..augmentation.ParameterNames.Count];
            parameters = parameters[mine.Length..];
            framed &= augmentation.Stage == AugmentationStage.Frame;
            if (framed) continue;
            var draws = new Draws(_options.Seed, epoch, row, view, 2 * step + 1);
            augmentation.Apply(mine, _canvas, ref draws);
        }

        _data.Mark(batch.IndicesOf(view)[batchRow], new MarkedView(_canvas, _appended, _options.Seed, epoch, row, view, _plan.IsPlain));
        _output.Write(_canvas, _appended, batch.Row(view, batchRow));
    }

    private Frame FrameOf(ViewBatch batch, int batchRow, int view, ImageSize source)
    {
        var frame = Frame.Centre(source, _plan.Output, 1);
        var parameters = batch.Parameters(view).RowOf(batchRow);
        foreach (var augmentation in _plan.ListOf(view))
        {
            if (augmentation.Stage != AugmentationStage.Frame) break;
            augmentation.Apply(parameters[..augmentation.ParameterNames.Count], source, ref frame);
            parameters = parameters[augmentation.ParameterNames.Count..];
        }

        return frame;
    }

    // Frames are whole pixels of the full picture; their shares of it went through float.
    private static Frame Rounded(Frame frame) => frame with
    {
        X = Math.Round(frame.X),
        Y = Math.Round(frame.Y),
        Width = Math.Max(1, Math.Round(frame.Width)),
        Height = Math.Max(1, Math.Round(frame.Height)),
    };

    /// <summary>The coarsest decoding that still has a pixel for every pixel of each view made from the sample.</summary>
    private int Reduction(ViewBatch batch, int batchRow, int sample)
    {
        var size = _data.SizeOf(sample);
        var reduction = 8;
        for (var view = 0; view < _options.Views; view++)
        {
            if (batch.IndicesOf(view)[batchRow] != sample) continue;
            var frame = FrameOf(batch, batchRow, view, size);
            while (reduction > 1 && (frame.Width < reduction * _plan.Output.Width || frame.Height < reduction * _plan.Output.Height))
            {
                reduction /= 2;
            }
        }

        return reduction;
    }
}
