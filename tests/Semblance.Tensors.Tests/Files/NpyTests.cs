using Semblance.Errors;
using Semblance.Files;
using Semblance.Testing;

namespace Semblance.Tensors.Tests.Files;

/// <summary>Golden files are NumPy's own, written by tests/golden/tensors.py.</summary>
public sealed class NpyTests
{
    private static readonly double[] Elements = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100];

    [Theory]
    [InlineData("float16", typeof(Half))]
    [InlineData("float32", typeof(float))]
    [InlineData("float64", typeof(double))]
    [InlineData("int8", typeof(sbyte))]
    [InlineData("int16", typeof(short))]
    [InlineData("int32", typeof(int))]
    [InlineData("int64", typeof(long))]
    [InlineData("uint8", typeof(byte))]
    [InlineData("uint16", typeof(ushort))]
    [InlineData("uint32", typeof(uint))]
    public void NumPys_types_are_read(string name, Type type)
    {
        var array = Npy.Read(Golden($"type-{name}"));
        Assert.Equal(type, array.ElementType);
        Assert.Equal("[2, 2, 3]", array.ShapeText);
        Assert.Equal(Elements, array.ToDoubles());
        Assert.Equal(Elements.Select(v => (float)v), array.ToSingles());
        Assert.Equal(Elements.Select(v => (long)v), array.ToInt64s());
    }

    [Fact]
    public void Switches_are_read()
    {
        var array = Npy.Read(Golden("type-bool"));
        Assert.Equal(Elements.Select(v => v != 0), (bool[])array.Data);
        Assert.Equal(11, array.ToInt64s().Sum());
    }

    [Fact]
    public void Columns_first_is_turned_into_rows_first() => Assert.Equal(Elements, Npy.Read(Golden("order-fortran")).ToDoubles());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void All_versions_are_read(int version) => Assert.Equal(Elements, Npy.Read(Golden($"version-{version}")).ToDoubles());

    [Fact]
    public void A_scalar_and_an_empty_array_are_read()
    {
        var scalar = Npy.Read(Golden("shape-scalar"));
        Assert.Equal([], scalar.Shape);
        Assert.Equal([2.5], scalar.ToDoubles());
        var empty = Npy.Read(Golden("shape-empty"));
        Assert.Equal([0, 4], empty.Shape);
        Assert.Empty(empty.Data);
    }

    [Theory]
    [InlineData("refused-object", "'|O'")]
    [InlineData("refused-record", "no plain number")]
    [InlineData("refused-big-endian", "'>f4'")]
    [InlineData("refused-complex", "'<c8'")]
    public void Other_types_are_refused_by_name(string name, string seen) =>
        Assert.Contains(seen, Assert.Throws<RequestException>(() => Npy.Read(Golden(name))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("version-1", 5, "magic bytes")]
    [InlineData("version-1", 9, "magic bytes")]
    [InlineData("version-1", 40, "header is cut off")]
    [InlineData("version-2", 11, "header is cut off")]
    [InlineData("version-1", 130, "should hold 12 elements")]
    [InlineData("version-1", 223, "should hold 12 elements")]
    public void A_cut_file_is_refused_wherever_it_ends(string name, int length, string seen)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("cut.npy");
        File.WriteAllBytes(path, File.ReadAllBytes(Golden(name))[..length]);
        Assert.Contains(seen, Assert.Throws<RequestException>(() => Npy.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 4), }", "too large")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "too large")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-3,), }", "no readable 'shape'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,), }", "truncated")]
    [InlineData("{'descr': '<f4', 'shape': (3,), }", "no readable 'fortran_order'")]
    public void A_bad_header_is_refused(string header, string seen)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("bad.npy");
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), 0, 0, 0, 0]);
        Assert.Contains(seen, Assert.Throws<RequestException>(() => Npy.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_array_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.npy");
        Assert.Contains("no such file", Assert.Throws<RequestException>(() => Npy.Read(path)).Message, StringComparison.Ordinal);
        Assert.Contains("it is a folder", Assert.Throws<RequestException>(() => Npy.Read(folder.Path)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, "PK\u0003\u0004 this is a zip");
        Assert.Contains("magic bytes", Assert.Throws<RequestException>(() => Npy.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_is_read_back_and_looks_as_NumPys_own()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.npy");
        Npy.Write<float>(path, [1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal([1f, 2, 3, 4, 5, 6], (float[])Npy.Read(path).Data);
        Npy.Write<double>(path, [2.5]);
        Assert.Equal(File.ReadAllBytes(Golden("shape-scalar")), File.ReadAllBytes(path));
        Npy.Write<long>(path, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100], 2, 2, 3);
        Assert.Equal(File.ReadAllBytes(Golden("type-int64")), File.ReadAllBytes(path));
        Npy.Write<bool>(path, [true, false], 2);
        Assert.Equal([true, false], (bool[])Npy.Read(path).Data);
        Npy.Write<byte>(path, [1, 2], 2);
        Assert.Equal([1, 2], (byte[])Npy.Read(path).Data);
        Npy.Write<int>(path, [-1], 1);
        Assert.Equal([-1], (int[])Npy.Read(path).Data);
        Assert.Throws<ArgumentException>(() => Npy.Write<int>(path, [1], 2));
        Assert.Throws<NotSupportedException>(() => Npy.Write<decimal>(path, [1], 1));
    }

    [Fact]
    public void Labels_must_be_whole_numbers()
    {
        Assert.Equal([3L, -4], new NpyArray("labels.npy", [2], new[] { 3.0, -4 }).ToInt64s());
        foreach (var bad in new[] { 1.5, double.NaN, double.PositiveInfinity, 1e300 })
        {
            var e = Assert.Throws<RequestException>(() => new NpyArray("labels.npy", [2], new[] { 1.0, bad }).ToInt64s());
            Assert.StartsWith("labels.npy must hold whole numbers - element 1 is", e.Message, StringComparison.Ordinal);
        }
    }

    private static string Golden(string name) => Repository.Golden("tensors", name + ".npy");
}
