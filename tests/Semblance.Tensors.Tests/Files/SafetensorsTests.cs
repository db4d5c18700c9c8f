using System.Buffers.Binary;
using System.Text;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Testing;

namespace Semblance.Tensors.Tests.Files;

public sealed class SafetensorsTests
{
    [Fact]
    public void A_file_of_another_program_is_read()
    {
        using var scope = new TensorScope();
        using var file = Safetensors.Read(Repository.Golden("tensors", "all-types.safetensors"));
        Assert.Equal("golden", file.Metadata["who"]);
        foreach (var (name, type) in new[] { ("single", ElementType.Float32), ("double", ElementType.Float64), ("half", ElementType.Float16), ("brain", ElementType.BFloat16) })
        {
            Assert.Equal(type, file.Tensors[name].ElementType);
            Assert.Equal([2, 2], file.Tensors[name].Shape);
            Assert.Equal([1.5, -2, 0.25, 4], file.Tensors[name].To(ElementType.Float64).ToArray<double>());
        }

        Assert.Equal([7L, -9], file.Tensors["long"].ToArray<long>());
        Assert.Equal(-4, file.Tensors["int"].Select(0, 1).Item());
        Assert.Equal([1, 255], file.Tensors["byte"].ToArray<byte>());
        Assert.Equal([true, false, true], file.Tensors["flag"].ToArray<bool>());
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        using var scope = new TensorScope();
        using var folder = new TemporaryFolder();
        var path = folder.File("x.safetensors");
        var weight = Tensor.From([1f, 2, 3, 4, 5, 6], 2, 3);
        weight.RequiresGradient = true;
        Safetensors.Write(
            path,
            [new("weight", weight), new("turned", weight.Detach().Transpose()), new("empty", Tensor.Zeros([0, 3])), new("scalar", Tensor.Scalar(7)), new("kurz", weight.Detach().To(ElementType.BFloat16))],
            new Dictionary<string, string> { ["méthode"] = "\"vicreg\"" });
        using var file = Safetensors.Read(path);
        Assert.Equal("\"vicreg\"", file.Metadata["méthode"]);
        Assert.Equal([1f, 2, 3, 4, 5, 6], file.Tensors["weight"].ToArray<float>());
        Assert.Equal([1f, 4, 2, 5, 3, 6], file.Tensors["turned"].ToArray<float>());
        Assert.Equal([0, 3], file.Tensors["empty"].Shape);
        Assert.Equal(7, file.Tensors["scalar"].Item());
        Assert.Equal(ElementType.BFloat16, file.Tensors["kurz"].ElementType);
        var start = File.ReadAllBytes(path);
        Assert.Equal((byte)'{', start[8]);
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(start) % 8);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_and_leaks_nothing()
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(Repository.Golden("tensors", "all-types.safetensors"));
        var path = folder.File("cut.safetensors");
        foreach (var length in new[] { 0, 7, 8, 50, whole.Length - 200, whole.Length - 40, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.StartsWith($"'{path}' is not a complete safetensors file - ", Assert.Throws<RequestException>(() => Safetensors.Read(path)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("not json")]
    [InlineData("{\"a\": 3}")]
    [InlineData("{\"a\": {\"dtype\": \"F32\", \"shape\": [1]}}")]
    [InlineData("{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0]}}")]
    [InlineData("{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 4]}}")]
    [InlineData("{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [-4, 0]}}")]
    [InlineData("{\"a\": {\"dtype\": \"F32\", \"shape\": [-1], \"data_offsets\": [0, -4]}}")]
    [InlineData("{\"a\": {\"dtype\": \"F32\", \"shape\": [4611686018427387904, 4], \"data_offsets\": [0, 4]}}")]
    [InlineData("{\"a\": {\"dtype\": \"F32\", \"shape\": [1.5], \"data_offsets\": [0, 4]}}")]
    public void A_bad_header_is_refused(string header)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, header);
        Assert.StartsWith($"'{path}' is not a complete safetensors file - ", Assert.Throws<RequestException>(() => Safetensors.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_we_do_not_hold_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, "{\"a\": {\"dtype\": \"F8_E5M2\", \"shape\": [4], \"data_offsets\": [0, 4]}}");
        Assert.StartsWith($"tensor 'a' of '{path}' has type F8_E5M2 - F32, F64, ", Assert.Throws<RequestException>(() => Safetensors.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_written_is_refused_and_leaves_no_file()
    {
        using var scope = new TensorScope();
        using var folder = new TemporaryFolder();
        var path = folder.File("x.safetensors");
        var x = Tensor.Zeros([1]);
        Assert.Throws<ArgumentException>(() => Safetensors.Write(path, [new("a", x), new("a", x)]));
        Assert.Throws<ArgumentException>(() => Safetensors.Write(path, [new("__metadata__", x)]));
        Assert.Throws<ArgumentException>(() => Safetensors.Write(path, [new("c", x.To(ElementType.Complex64))]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static string Write(TemporaryFolder folder, string header)
    {
        var path = folder.File("bad.safetensors");
        var text = Encoding.UTF8.GetBytes(header);
        var start = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(start, text.Length);
        File.WriteAllBytes(path, [.. start, .. text, 0, 0, 0, 0]);
        return path;
    }
}
