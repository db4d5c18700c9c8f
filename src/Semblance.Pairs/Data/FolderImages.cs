using Semblance.Errors;

namespace Semblance.Pairs.Data;

/// <summary>Pictures of a folder, decoded when they are read.</summary>
/// <remarks>
/// Opening reads each file's header and end, not its pixels. A picture that turns out to be damaged in decoding is listed as skipped and the
/// next readable one stands in for it, always the same one.
/// </remarks>
internal sealed class FolderImages : DataSet
{
    private readonly string[] _files;
    private readonly ImageSize[] _sizes;
    private readonly LabelSet _labels;
    private readonly bool[] _damaged;
    private readonly List<SkippedSample> _skipped = [];
    private readonly int _listed;
    private readonly double _maxShare;

    internal FolderImages(string name, FolderFiles files, DataRequest request)
    {
        var headers = new (ImageSize? Size, string? Problem)[files.Paths.Length];
        Parallel.For(0, headers.Length, i => headers[i] = ImageHeader.Read(files.Paths[i]));
        (Name, _listed, _maxShare) = (name, headers.Length, request.MaxCorruptShare);
        for (var i = 0; i < headers.Length; i++)
        {
            if (headers[i].Problem is { } problem) _skipped.Add(new SkippedSample(files.Paths[i], problem));
        }

        int[] kept = [.. Enumerable.Range(0, headers.Length).Where(i => headers[i].Size is not null)];
        _files = [.. kept.Select(i => files.Paths[i])];
        _sizes = [.. kept.Select(i => headers[i].Size!.Value)];
        _labels = files.Labels.Labels is { } labels ? files.Labels with { Labels = [.. kept.Select(i => labels[i])] } : files.Labels;
        Factors = files.Attributes is { } table ? [.. table.Names.Select((name, k) => new SampleFactor(name, [.. kept.Select(i => table.Rows[i][k] ? 1 : 0)], 2))] : [];
        _damaged = new bool[_files.Length];
        CheckShare();
        var side = request.ImageSize ?? 224;
        Shape = new SampleShape(request.Channels ?? 3, side, side);
    }

    public override string Name { get; }

    public override int Count => _files.Length;

    public override SampleShape Shape { get; }

    public override IReadOnlyList<int>? Labels => _labels.Labels;

    public override IReadOnlyList<string> ClassNames => _labels.Names;

    public override IReadOnlyList<SampleFactor> Factors { get; }

    public override IReadOnlyList<SkippedSample> Skipped
    {
        get
        {
            lock (_skipped) return [.. _skipped];
        }
    }

    public override ImageSize SizeOf(int index) => _sizes[index];

    public override void ReadPixels(int index, PixelBuffer buffer, int reduction = 1)
    {
        for (var tried = index; ; tried = (tried + 1) % _files.Length)
        {
            if (Volatile.Read(ref _damaged[tried])) continue;
            var problem = Decode(tried, buffer, reduction);
            buffer.Index = tried;
            if (problem is null) return;
            Skip(tried, problem);
        }
    }

    private string? Decode(int index, PixelBuffer buffer, int reduction)
    {
        try
        {
            using var handle = File.OpenHandle(_files[index]);
            var length = checked((int)RandomAccess.GetLength(handle));
            var bytes = buffer.RoomForFile(length).AsSpan(0, length);
            var got = 0;
            for (int now; got < length && (now = RandomAccess.Read(handle, bytes[got..], got)) > 0;) got += now;
            return NativeImages.Decode(bytes[..got], reduction, Shape.Channels, _sizes[index], buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private void Skip(int index, string problem)
    {
        lock (_skipped)
        {
            if (_damaged[index]) return;
            Volatile.Write(ref _damaged[index], true);
            _skipped.Add(new SkippedSample(_files[index], problem));
            CheckShare();
        }
    }

    private void CheckShare()
    {
        if (_skipped.Count <= _maxShare * _listed && _skipped.Count < _listed) return;
        var shown = string.Join("; ", _skipped.Take(5).Select(s => $"{Path.GetFileName(s.File)}: {s.Reason}"));
        throw new RunException(
            $"too many pictures of '{Name}' cannot be read",
            FormattableString.Invariant($"{_skipped.Count} of {_listed}, {_maxShare:P1} are tolerated: {shown}{(_skipped.Count > 5 ? "; ..." : "")}"),
            "repair or remove them, or allow a larger share with max-corrupt-share");
    }
}
