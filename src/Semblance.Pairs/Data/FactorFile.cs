using System.Globalization;
using System.Text;
using Semblance.Errors;
using Semblance.Files;

namespace Semblance.Pairs.Data;

/// <summary>Writes what is known of samples as CSV: a column for each factor, a line for each sample in order.</summary>
/// <remarks>A factor of more than 20 values is marked <c>:categorical</c> in the header, as a reader would take its numbers for a quantity.</remarks>
public static class FactorFile
{
    private const int TakenForLevels = 20;

    /// <summary>Writes the factors of a data set, atomically.</summary>
    /// <param name="path">The file; ends in .csv.</param>
    /// <param name="data">The data set.</param>
    /// <exception cref="RequestException">The data know no factors, or the place is no CSV file.</exception>
    public static void Write(string path, DataSet data)
    {
        CheckPlace(path);
        var factors = data.Factors;
        if (factors.Count == 0) throw new RequestException("there are no attributes to write", $"'{data.Name}' knows none", "put a design on the data, as in fashion-mnist+bits, or leave --attributes-out away");
        var text = new StringBuilder().AppendJoin(',', factors.Select(f => f.Count > TakenForLevels ? $"{f.Name}:categorical" : f.Name)).Append('\n');
        for (var i = 0; i < data.Count; i++) text.AppendJoin(',', factors.Select(f => f.Values[i].ToString(CultureInfo.InvariantCulture))).Append('\n');
        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>Refuses a place that is no CSV file, before the work is done.</summary>
    /// <exception cref="RequestException">Another ending.</exception>
    public static void CheckPlace(string path)
    {
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) throw new RequestException("attributes are written as CSV", $"got '{path}'", "name a file that ends in .csv");
    }
}
