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
    private static readonly Dictionary<ElementType, string> Names = new()
    {
        [ElementType.Float32] = "F32",
        [ElementType.Float64] = "F64",
        [ElementType.Int64] = "I64",
        [ElementType.UInt8] = "U8",
        [ElementType.Bool] = "BOOL",
    };

    /// <summary>Writes tensors atomically, in the order given.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="tensors">Name and tensor of each; float32, float64, int64, uint8 or bool, any device.</param>
    /// <param name="metadata">Texts to store beside them, or null.</param>
    /// <exception cref="RunException">The disk is full or the folder cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var header = new JsonObject();
        if (metadata is { Count: > 0 }) header["__metadata__"] = new JsonObject(metadata.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            if (!Names.TryGetValue(tensor.ElementType, out var type)) throw new ArgumentException($"tensor '{name}' is {tensor}, which safetensors files of this program do not hold");
            var bytes = tensor.Count * SizeOf(type);
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
        if (!File.Exists(path)) throw new RequestException($"cannot read '{path}'", "there is no such file", "check the path");
        using var file = File.OpenRead(path);
        var header = ReadHeader(file, path);
        var start = file.Position;
        var metadata = new Dictionary<string, string>();
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            foreach (var entry in header.EnumerateObject())
            {
                if (entry.Name == "__metadata__") foreach (var m in entry.Value.EnumerateObject()) metadata[m.Name] = m.Value.GetString() ?? "";
                else tensors[entry.Name] = ReadTensor(file, start, entry, path);
            }
        }
        catch
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
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
        var element = Names.FirstOrDefault(n => n.Value == type, new(ElementType.Int8, "")).Key;
        if (element == ElementType.Int8) throw new RequestException($"tensor '{entry.Name}' of '{path}' has type {type}", "F32, F64, I64, U8 and BOOL can be read", "convert it before saving");
        var bytes = shape.Aggregate(1L, (a, b) => a * b) * SizeOf(type);
        if (start + from + bytes > file.Length) throw NotOne(path, $"it ends before the data of tensor '{entry.Name}'");
        file.Position = start + from;
        var tensor = Tensor.Empty(shape, element).Keep();
        file.ReadExactly(tensor.Bytes());
        return tensor;
    }

    private static void WriteData(AtomicFile file, Tensor tensor)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        file.Write(tensor.Detach().To(Device.Cpu).Contiguous().Bytes());
    }

    private static int SizeOf(string type) => type switch { "F64" or "I64" => 8, "F32" => 4, _ => 1 };

    private static RequestException NotOne(string path, string seen) => new($"'{path}' is not a complete safetensors file", seen, "write or copy it again");
}
