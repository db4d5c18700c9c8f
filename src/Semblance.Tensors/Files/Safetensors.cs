using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Files;

/// <summary>The safetensors format: a JSON header and raw little-endian data. No code is ever loaded from a file.</summary>
public static class Safetensors
{
    private const string Metadata = "__metadata__";
    private const int Piece = 1 << 28;

    private static readonly Dictionary<ElementType, string> Names = new()
    {
        [ElementType.Float32] = "F32",
        [ElementType.Float64] = "F64",
        [ElementType.Float16] = "F16",
        [ElementType.BFloat16] = "BF16",
        [ElementType.Int64] = "I64",
        [ElementType.Int32] = "I32",
        [ElementType.Int16] = "I16",
        [ElementType.Int8] = "I8",
        [ElementType.UInt8] = "U8",
        [ElementType.Bool] = "BOOL",
    };

    /// <summary>Writes tensors atomically, in the order given.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="tensors">Name and tensor of each; any type but complex numbers, any device.</param>
    /// <param name="metadata">Texts to store beside them, or null.</param>
    /// <exception cref="RunException">The disk is full or the folder cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var header = new JsonObject();
        if (metadata is { Count: > 0 }) header[Metadata] = new JsonObject(metadata.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            if (!Names.TryGetValue(tensor.ElementType, out var type)) throw new ArgumentException($"tensor '{name}' is {tensor}, which safetensors files of this program do not hold");
            if (header.ContainsKey(name) || name == Metadata) throw new ArgumentException($"two tensors cannot both be called '{name}'");
            var bytes = tensor.ByteCount;
            header[name] = new JsonObject
            {
                ["dtype"] = type,
                ["shape"] = new JsonArray([.. tensor.Shape.Select(s => (JsonNode)s)]),
                ["data_offsets"] = new JsonArray(offset, offset + bytes),
            };
            offset += bytes;
        }

        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        var length = (text.Length + 7) / 8 * 8;
        var start = new byte[8 + length];
        start.AsSpan(8).Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(start, length);
        text.CopyTo(start.AsSpan(8));
        using var file = new AtomicFile(path);
        file.Write(start);
        foreach (var (_, tensor) in tensors) WriteData(file, tensor);
        file.Commit();
    }

    /// <summary>Reads all tensors of a file, on the CPU; the caller owns them.</summary>
    /// <exception cref="RequestException">No such file, no safetensors file, or a truncated one.</exception>
    public static SafetensorsFile Read(string path)
    {
        using var file = Source.Open(path);
        var header = ReadHeader(file, path);
        var start = file.Position;
        var metadata = new Dictionary<string, string>();
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            foreach (var entry in header.EnumerateObject())
            {
                if (entry.Name == Metadata) foreach (var m in entry.Value.EnumerateObject()) metadata[m.Name] = m.Value.GetString() ?? "";
                else tensors[entry.Name] = ReadTensor(file, start, entry, path);
            }
        }
        catch (Exception e)
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
            if (e is InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or FormatException or OverflowException) throw NotOne(path, $"its header is not as the format says: {e.Message}");
            throw;
        }

        return new SafetensorsFile(tensors, metadata);
    }

    private static JsonElement ReadHeader(FileStream file, string path)
    {
        Span<byte> size = stackalloc byte[8];
        var complete = file.ReadAtLeast(size, 8, throwOnEndOfStream: false) == 8;
        var length = complete ? BinaryPrimitives.ReadInt64LittleEndian(size) : -1;
        if (length < 2 || length > file.Length - 8) throw NotOne(path, "its first eight bytes are no length of a header");
        var text = new byte[length];
        file.ReadExactly(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw NotOne(path, e.Message);
        }
    }

    private static Tensor ReadTensor(FileStream file, long start, JsonProperty entry, string path)
    {
        var type = entry.Value.GetProperty("dtype").GetString()!;
        var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()).ToArray();
        var from = entry.Value.GetProperty("data_offsets")[0].GetInt64();
        var to = entry.Value.GetProperty("data_offsets")[1].GetInt64();
        var found = Names.Where(n => n.Value == type).Select(n => (ElementType?)n.Key).FirstOrDefault();
        if (found is not { } element) throw new RequestException($"tensor '{entry.Name}' of '{path}' has type {type}", $"{string.Join(", ", Names.Values)} can be read", "convert it before saving");
        var bytes = shape.Aggregate((long)Tensor.SizeOf(element), (a, b) => b < 0 ? throw new FormatException($"tensor '{entry.Name}' has a negative size") : checked(a * b));
        if (from < 0 || to - from != bytes) throw NotOne(path, $"tensor '{entry.Name}' takes {bytes} bytes, but its place has {to - from}");
        if (to > file.Length - start) throw NotOne(path, $"it ends before the data of tensor '{entry.Name}'");
        file.Position = start + from;
        using var scope = new TensorScope();
        var tensor = Tensor.Empty(shape, element);
        for (long done = 0; done < bytes;)
        {
            var piece = tensor.Bytes(done, (int)Math.Min(bytes - done, Piece));
            file.ReadExactly(piece);
            done += piece.Length;
        }

        return tensor.Keep();
    }

    private static void WriteData(AtomicFile file, Tensor tensor)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var whole = tensor.Detach().To(Device.Cpu).Contiguous();
        for (long done = 0; done < whole.ByteCount; done += Piece) file.Write(whole.Bytes(done, (int)Math.Min(whole.ByteCount - done, Piece)));
    }

    private static RequestException NotOne(string path, string seen) => new($"'{path}' is not a complete safetensors file", seen, "write or copy it again");
}
