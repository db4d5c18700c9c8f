using Semblance.Errors;
using Semblance.Files;
using Semblance.Testing;

namespace Semblance.Tensors.Tests.Files;

public sealed class NpyRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_of_every_element_type_are_read_by_rows_and_others_are_not()
    {
        var file = Path.Combine(_folder.Path, "x.npy");
        Npy.Write<long>(file, [.. Enumerable.Range(0, 12).Select(v => (long)v - 5)], 4, 3);
        Check(isSingle: false);
        Npy.Write<float>(file, [.. Enumerable.Range(0, 12).Select(v => v - 5f)], 4, 3);
        Check(isSingle: true);
        Npy.Write<float>(file, [1, 2, float.NaN, 4], 2, 2);
        using var bad = NpyRows.Open(file)!;
        Assert.Contains("row 1, column 0", Assert.Throws<RequestException>(() => { bad.Read<float>(0, new float[4]); }).Message, StringComparison.Ordinal);
        Npy.Write<float>(file, [1, 2], 2);
        Assert.Null(NpyRows.Open(file));

        void Check(bool isSingle)
        {
            using var rows = NpyRows.Open(file)!;
            Assert.Equal(isSingle, rows.IsSingle);
            var seen = new double[6];
            rows.Read<double>(1, seen);
            Assert.Equal([-2, -1, 0, 1, 2, 3], seen);
        }
    }
}
