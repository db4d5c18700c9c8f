using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Semblance.Tensors;

namespace Semblance.Bench;

/// <summary>Two views of drawn samples as .npy files of float32, written block by block: shared directions whose variance falls from 4 by .9025 each, and noise of its own in each view.</summary>
internal static class DrawnViews
{
    private const int Block = 2000;

    /// <summary>Eigenvalue of a shared direction, from 0.</summary>
    internal static double Variance(int direction) => 4 * Math.Pow(.9025, direction);

    internal static string[] Write(string folder, string name, int rows, int dim, int shared, double noise)
    {
        string[] places = [Path.Combine(folder, $"{name}0.npy"), Path.Combine(folder, $"{name}1.npy")];
        FileStream[] files = [.. places.Select(p => File.Create(p))];
        try
        {
            foreach (var file in files) Begin(file, rows, dim);
            using var rng = new Rng(5);
            using var silent = new NoGradient();
            using var scope = new TensorScope();
            var axes = Tensor.RandomNormal(rng, [dim, shared]).Qr().Q.Transpose() * Tensor.From([.. Enumerable.Range(0, shared).Select(j => (float)Math.Sqrt(Variance(j)))], shared, 1);
            for (var from = 0; from < rows; from += Block)
            {
                using var inner = new TensorScope();
                var count = Math.Min(Block, rows - from);
                var common = Tensor.RandomNormal(rng, [count, shared]).MatMul(axes);
                foreach (var file in files) file.Write(MemoryMarshal.AsBytes((common + (Tensor.RandomNormal(rng, [count, dim]) * noise)).ToArray<float>().AsSpan()));
            }
        }
        finally
        {
            foreach (var file in files) file.Dispose();
        }

        return places;
    }

    private static void Begin(FileStream file, int rows, int dim)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {dim}), }}".PadRight(117) + "\n");
        file.Write([0x93, .. "NUMPY"u8, 1, 0]);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        file.Write(length);
        file.Write(header);
    }
}
