using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Semblance.Tensors;

namespace Semblance.Insight.Benchmarks;

/// <summary>A Python with PyTorch that does the jobs of bench/peers, with the same number of threads and the same kernels of OpenBLAS.</summary>
internal sealed class Peer : IDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "peers");
    private readonly Process? _process;

    private Peer(Process? process, string? python, IReadOnlyDictionary<string, string> versions, string? reason) =>
        (_process, Python, Versions, Reason) = (process, python, versions, reason);

    /// <summary>The program; null without a peer.</summary>
    internal string? Python { get; }

    internal IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>Why there is no peer; null when there is one.</summary>
    internal string? Reason { get; }

    /// <summary>The first Python that has PyTorch, or a peer that only says why there is none.</summary>
    internal static Peer Start(BenchmarkOptions options)
    {
        if (!options.WithPeer) return None("no peer was asked for");
        var last = None("no python3 was found");
        foreach (var python in options.Python is { } given ? [given] : new[] { "python3", "/usr/bin/python3" })
        {
            last = Try(python);
            if (last.Reason is null) return last;
        }

        return last;
    }

    /// <summary>Asks for one job and waits for its answer.</summary>
    /// <param name="job">File and function: <c>losses.run</c>.</param>
    /// <param name="arguments">The function's arguments.</param>
    internal PeerAnswer Ask(string job, object arguments)
    {
        if (_process is null) return new PeerAnswer([], Reason);
        var request = JsonSerializer.SerializeToNode(arguments)!.AsObject();
        request["job"] = job;
        try
        {
            _process.StandardInput.WriteLine(request.ToJsonString());
            _process.StandardInput.Flush();
            return PeerAnswer.Of(Line(_process));
        }
        catch (IOException)
        {
            return PeerAnswer.Of(null);
        }
    }

    /// <summary>Runs a program of bench/peers by itself and reads its one line.</summary>
    internal PeerAnswer Run(string script, IEnumerable<string> arguments)
    {
        if (Python is null) return new PeerAnswer([], Reason);
        using var process = Process.Start(Description(Python, script, arguments))!;
        var complaint = process.StandardError.ReadToEndAsync();
        var answer = Line(process);
        process.WaitForExit();
        var last = complaint.Result.Trim().Split('\n')[^1];
        return process.ExitCode == 0 ? PeerAnswer.Of(answer) : new PeerAnswer([], $"the peer failed: {last}");
    }

    public void Dispose()
    {
        if (_process is null) return;
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(2000)) _process.Kill(true);
        }

        _process.Dispose();
    }

    private static Peer None(string reason) => new(null, null, new Dictionary<string, string>(), reason);

    private static Peer Try(string python)
    {
        try
        {
            var process = Process.Start(Description(python, "serve.py", []))!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var answer = PeerAnswer.Of(Line(process));
            if (answer.Reason is null) return new Peer(process, python, answer.Values["versions"]!.AsObject().ToDictionary(v => v.Key, v => (string)v.Value!), null);
            new Peer(process, python, new Dictionary<string, string>(), null).Dispose();
            return None($"{answer.Reason} ({python}); install python3-torch for ratios");
        }
        catch (Win32Exception e)
        {
            return None($"{python} cannot be started: {e.Message}");
        }
    }

    private static JsonObject? Line(Process process)
    {
        var line = process.StandardOutput.ReadLine();
        try
        {
            return line is null ? null : JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProcessStartInfo Description(string python, string script, IEnumerable<string> arguments)
    {
        var threads = Runtime.Threads.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(python, [Path.Combine(Folder, script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = threads, ["OPENBLAS_NUM_THREADS"] = threads, ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        if (Runtime.BlasCore.Length > 0) start.Environment["OPENBLAS_CORETYPE"] = Runtime.BlasCore;
        return start;
    }
}
