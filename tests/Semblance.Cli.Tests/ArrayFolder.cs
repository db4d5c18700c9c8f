using Semblance.Files;

namespace Semblance.Cli.Tests;

/// <summary>A folder for one test, with arrays made on request.</summary>
internal sealed class ArrayFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("semblance-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes normal random numbers, [rows, columns], and returns the path.</summary>
    public string Matrix(string name, int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, rows * columns).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())).ToArray();
        Npy.Write<double>(this[name], values, rows, columns);
        return this[name];
    }

    /// <summary>Writes labels 0, 1, .. classes-1, 0, ... and returns the path.</summary>
    public string Labels(string name, int rows, int classes)
    {
        Npy.Write<long>(this[name], [.. Enumerable.Range(0, rows).Select(r => (long)(r % classes))], rows);
        return this[name];
    }

    /// <summary>Writes features that tell their class, row r having class r % classes, and returns the path.</summary>
    public string Clusters(string name, int rows, int classes, int seed)
    {
        var random = new Random(seed);
        Npy.Write<float>(this[name], [.. Enumerable.Range(0, rows * classes).Select(k => (k / classes % classes == k % classes ? 4f : 0f) + random.NextSingle())], rows, classes);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
